public import RealTime

/// A causal estimate of the noise under the speech.
public protocol NoiseTracker: ~Copyable, Sendable {
    /// Takes the power of the next frame and updates `noisePower`, which holds the estimate of the frame before.
    ///
    /// - Shapes: `bins` values each.
    /// - Units: squared magnitude of the scaled spectrum.
    /// - Real time: yes.
    mutating func update(power: borrowing Samples, noisePower: inout Samples)

    /// Starts anew from `noisePower`, as after the first frames of a stream or a noise profile.
    ///
    /// - Real time: yes.
    mutating func start(from noisePower: borrowing Samples)
}
