public import RealTime
public import Spectral

/// The noise that the start of the stream or a profile showed, held for good.
///
/// The right tracker for noise that does not change, and the only one that no speech can disturb.
public struct LearnedNoise: ~Copyable, NoiseTracker {
    /// Makes a tracker that changes nothing.
    public init(geometry: FrameGeometry, settings: NoiseSettings) {}

    /// Leaves the estimate as it is.
    ///
    /// - Real time: yes, O(bins).
    public mutating func update(power: borrowing Samples, noisePower: inout Samples) {}

    /// Has nothing to forget.
    ///
    /// - Real time: yes.
    public mutating func start(from noisePower: borrowing Samples) {}
}
