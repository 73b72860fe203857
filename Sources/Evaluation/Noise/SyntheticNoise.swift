internal import Glibc

/// A noise of one kind at one sample rate, the same for the same seed.
public struct SyntheticNoise: Sendable {
    /// The kind of noise.
    public let kind: NoiseKind
    /// Samples per second.
    public let sampleRate: Int

    /// Checks that there is such a noise at `sampleRate`.
    ///
    /// - Precondition: `sampleRate > 0`.
    public init(_ kind: NoiseKind, sampleRate: Int) throws(NoiseError) {
        precondition(sampleRate > 0)
        let (lowest, highest) = kind.range
        guard lowest >= 0, lowest < highest else { throw .badRange(lowest: lowest, highest: highest) }
        guard lowest < Double(sampleRate) / 2 else {
            throw .beyondNyquist(lowest: lowest, sampleRate: sampleRate)
        }
        self.kind = kind
        self.sampleRate = sampleRate
    }

    /// Makes `count` samples whose root mean square is one.
    ///
    /// Normally distributed except for hum. Random noise repeats, without a seam, after 2²² samples.
    ///
    /// - Precondition: `count >= 0`.
    public func samples(count: Int, seed: UInt64) -> [Float] {
        precondition(count >= 0)
        var random = SplitMix64(seed: seed)
        var samples: [Float]
        if case .hum(let fundamental) = kind {
            samples = hum(fundamental, count: count, &random)
        } else {
            samples = shapedNoise(kind, sampleRate: sampleRate, count: count, &random)
        }
        let level = SignalLevel(of: samples).rootMeanSquare
        guard level > 0 else { return samples }
        for n in samples.indices { samples[n] = Float(Double(samples[n]) / level) }
        return samples
    }

    /// Harmonics below half the sample rate, each from a random phase on.
    private func hum(_ fundamental: Double, count: Int, _ random: inout SplitMix64) -> [Float] {
        var sums = [Double](repeating: 0, count: count)
        for harmonic in 1...20 {
            let frequency = Double(harmonic) * fundamental
            let start = 2 * Double.pi * random.uniform()
            guard frequency < Double(sampleRate) / 2 else { break }
            // A rotating pointer: a sine for each sample would cost ten times as much.
            let step = 2 * Double.pi * frequency / Double(sampleRate)
            let (turnReal, turnImaginary) = (cos(step), sin(step))
            var (real, imaginary) = (cos(start), sin(start))
            let amplitude = kind.amplitude(at: frequency)
            for n in sums.indices {
                sums[n] += amplitude * imaginary
                (real, imaginary) = (
                    real * turnReal - imaginary * turnImaginary, real * turnImaginary + imaginary * turnReal
                )
            }
        }
        return sums.map(Float.init)
    }
}
