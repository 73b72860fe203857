internal import Glibc

/// How loud a signal is, without regard to its pauses.
public struct SignalLevel: Sendable, Equatable {
    /// The largest magnitude.
    public let peak: Float
    /// The root of the mean square.
    public let rootMeanSquare: Double

    /// Measures `samples`; both levels of no samples are zero.
    public init(of samples: [Float]) {
        var peak: Float = 0
        var energy = 0.0
        for sample in samples {
            peak = max(peak, abs(sample))
            energy += Double(sample) * Double(sample)
        }
        self.peak = peak
        rootMeanSquare = samples.isEmpty ? 0 : (energy / Double(samples.count)).squareRoot()
    }

    /// The root of the mean square on a decibel scale; silence is minus infinity.
    ///
    /// - Units: dB, 0 for a full-scale square wave.
    public var decibels: Double { Evaluation.decibels(power: rootMeanSquare * rootMeanSquare) }
}

/// `power` on a decibel scale.
func decibels(power: Double) -> Double { 10 * log10(power) }

/// The factor of an amplitude that `decibels` stand for.
func amplitude(decibels: Double) -> Double { pow(10, decibels / 20) }
