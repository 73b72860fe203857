internal import Glibc

/// The envelope of speech, held at its largest value of the last 200 ms.
///
/// A sample is active for a threshold if the envelope reached it in the hangover before, which is to say if the held
/// envelope reaches it; one histogram so serves all thresholds.
enum HeldEnvelope {
    private static let lowestDecibels = -160.0
    private static let stepsPerDecibel = 10.0
    private static let steps = 2_200

    /// The threshold that the samples counted at `index` and above reach, in dB.
    static func threshold(_ index: Int) -> Double { lowestDecibels + Double(index) / stepsPerDecibel }

    /// Counts the samples between each threshold and the next.
    ///
    /// - Source: ITU-T P.56 (12/2011), method B, steps 1 to 3.
    static func histogram(of samples: [Float], sampleRate: Int) -> [Int] {
        let decay = exp(-1 / (0.03 * Double(sampleRate)))
        let hold = Int((0.2 * Double(sampleRate)).rounded(.up))
        var counts = [Int](repeating: 0, count: steps)
        var average = 0.0
        var envelope = 0.0
        // The maxima that may still come to be the largest, in falling order, in a ring.
        var maxima = [(position: Int, value: Double)](repeating: (0, 0), count: hold + 2)
        var first = 0
        var end = 0
        for n in samples.indices {
            average = decay * average + (1 - decay) * Double(abs(samples[n]))
            envelope = decay * envelope + (1 - decay) * average
            if first < end, maxima[first % maxima.count].position < n - hold { first += 1 }
            while first < end, maxima[(end - 1) % maxima.count].value <= envelope { end -= 1 }
            maxima[end % maxima.count] = (n, envelope)
            end += 1
            let held = maxima[first % maxima.count].value
            guard held > 0 else { continue }
            let index = ((20 * log10(held) - lowestDecibels) * stepsPerDecibel).rounded(.down)
            guard index >= 0, index.isFinite else { continue }
            counts[min(Int(index), steps - 1)] += 1
        }
        return counts
    }
}
