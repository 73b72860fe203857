public import RealTime
public import Spectral

/// The noise estimate of one lane.
public struct NoiseEstimator: ~Copyable, Sendable {
    /// The estimate, one power a bin.
    public private(set) var noisePower: Samples
    private let smoothing: Float

    /// Makes an estimate that starts from the profile, or from silence.
    public init(geometry: FrameGeometry, settings: NoiseSettings, profile: NoiseProfile? = nil) {
        noisePower = Samples(profile?.power ?? [Float](repeating: 1e-9, count: geometry.bins))
        smoothing = geometry.smoothing(seconds: settings.smoothingMilliseconds / 1000)
    }

    /// Takes the power of the next frame.
    public mutating func update(power: borrowing Samples) {
        for bin in power.indices { noisePower[bin] += (1 - smoothing) * (power[bin] - noisePower[bin]) }
    }

    /// Forgets the past.
    public mutating func reset() {
        noisePower.fill(with: 1e-9)
    }
}
