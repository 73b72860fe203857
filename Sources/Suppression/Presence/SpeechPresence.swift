internal import Glibc
internal import RealTime
internal import Spectral

/// The a-priori probability that speech is present, bin by bin.
///
/// Speech is likely where the smoothed a-priori signal-to-noise ratio is high in a bin's near and wide neighbourhood and
/// in the whole frame.
///
/// - Source: Cohen and Berdugo 2001, "Speech enhancement for non-stationary noise environments", eq. 23–28, with box
///   instead of Hann neighbourhoods.
struct SpeechPresence: ~Copyable, Sendable {
    /// The probability, one a bin.
    private(set) var probability: Samples
    private var smoothed: Samples
    private var neighbourhood: Samples
    private var sums: Samples
    private let nearRadius: Int
    private let wideRadius: Int
    private let weight: Float
    private var frameMean: Float = 0
    private var framePeak: Float = 1

    // The ratios between which speech goes from unlikely to certain: −10 and −5 dB; a peak counts from 0 to 10 dB.
    private static let low: Float = 0.1
    private static let high: Float = 0.3162
    private static let leastPeak: Float = 1
    private static let greatestPeak: Float = 10

    /// Makes an estimate whose past is silence.
    init(geometry: FrameGeometry) {
        probability = Samples(repeating: 1, count: geometry.bins)
        smoothed = Samples(repeating: Self.low, count: geometry.bins)
        neighbourhood = Samples(repeating: 0, count: geometry.bins)
        sums = Samples(repeating: 0, count: geometry.bins + 1)
        let spacing = geometry.frequency(ofBin: 1)
        // One bin and fifteen at the paper's 31 Hz.
        nearRadius = max(1, Int((31 / spacing).rounded()))
        wideRadius = max(1, Int((470 / spacing).rounded()))
        // 0.7 at the paper's hop of 8 ms.
        weight = geometry.smoothing(seconds: 0.0224)
    }

    /// Updates the probability from the frame's a-priori signal-to-noise ratio.
    ///
    /// - Real time: yes.
    mutating func update(aPrioriSNR: borrowing Samples) {
        smooth(aPrioriSNR, weight: weight, into: &smoothed)
        runningSums(smoothed, into: &sums)
        probability.fill(with: frameLikelihood(mean: sums[smoothed.count] / Float(smoothed.count)))
        boxMean(sums: sums, radius: nearRadius, into: &neighbourhood)
        multiplyLikelihood(neighbourhood, low: Self.low, high: Self.high, into: &probability)
        boxMean(sums: sums, radius: wideRadius, into: &neighbourhood)
        multiplyLikelihood(neighbourhood, low: Self.low, high: Self.high, into: &probability)
    }

    /// Forgets the past.
    mutating func reset() {
        smoothed.fill(with: Self.low)
        frameMean = 0
        framePeak = Self.leastPeak
    }

    /// How likely the frame holds speech: certain while its ratio rises, then measured against the latest peak.
    private mutating func frameLikelihood(mean: Float) -> Float {
        defer { frameMean = mean }
        guard mean > Self.low else { return 0 }
        if mean > frameMean {
            framePeak = min(max(mean, Self.leastPeak), Self.greatestPeak)
            return 1
        }
        let ratio = mean / framePeak
        if ratio <= Self.low { return 0 }
        if ratio >= Self.high { return 1 }
        return logf(ratio / Self.low) / logf(Self.high / Self.low)
    }
}
