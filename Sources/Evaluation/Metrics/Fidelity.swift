/// How close an estimate comes to its clean reference, by every metric of this target.
public struct Fidelity: Sendable, Equatable {
    /// The signal-to-noise ratio in dB; higher is better.
    public var signalToNoiseRatio: Double
    /// The mean signal-to-noise ratio of frames in dB; higher is better.
    public var segmentalSNR: Double
    /// The scale-invariant signal-to-distortion ratio in dB; higher is better.
    public var scaleInvariantSDR: Double
    /// The mean squared error; lower is better.
    public var meanSquaredError: Double
    /// The log-spectral distance in dB; lower is better.
    public var logSpectralDistance: Double

    /// Measures `estimate`, or gives nil if it is shorter than one frame of 32 ms.
    ///
    /// - Precondition: equal counts.
    public init?(of estimate: [Float], against reference: [Float], sampleRate: Int) {
        let segmental = Evaluation.segmentalSNR(of: estimate, against: reference, sampleRate: sampleRate)
        let distance = Evaluation.logSpectralDistance(
            of: estimate,
            against: reference,
            sampleRate: sampleRate
        )
        guard let segmental, let distance else { return nil }
        signalToNoiseRatio = Evaluation.signalToNoiseRatio(of: estimate, against: reference)
        segmentalSNR = segmental
        scaleInvariantSDR = Evaluation.scaleInvariantSDR(of: estimate, against: reference)
        meanSquaredError = Evaluation.meanSquaredError(of: estimate, against: reference)
        logSpectralDistance = distance
    }

    /// The mean of each metric, or nil of none.
    public init?(meanOf all: [Fidelity]) {
        guard !all.isEmpty else { return nil }
        func mean(_ metric: KeyPath<Fidelity, Double>) -> Double {
            all.reduce(0) { $0 + $1[keyPath: metric] } / Double(all.count)
        }
        signalToNoiseRatio = mean(\.signalToNoiseRatio)
        segmentalSNR = mean(\.segmentalSNR)
        scaleInvariantSDR = mean(\.scaleInvariantSDR)
        meanSquaredError = mean(\.meanSquaredError)
        logSpectralDistance = mean(\.logSpectralDistance)
    }
}
