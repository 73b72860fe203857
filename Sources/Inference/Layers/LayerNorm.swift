internal import RealTime

/// Every row less its mean, over its deviation, scaled and shifted a channel.
///
/// - Real time: every member but `init`.
/// - Source: Ba, Kiros and Hinton 2016, "Layer normalization".
public struct LayerNorm: ~Copyable, Sendable {
    private let gain, shift: Samples
    private let epsilon: Float

    /// Takes a gain and a shift a channel.
    ///
    /// - Real time: no.
    public init(gain: [Float], shift: [Float], epsilon: Float = 1e-5) {
        precondition(gain.count == shift.count)
        self.gain = Samples(gain)
        self.shift = Samples(shift)
        self.epsilon = epsilon
    }

    /// Computes `output` from `input`.
    ///
    /// - Real time: yes.
    public func process(_ input: borrowing Plane, into output: inout Plane) {
        normalize(rowsOf: input, gain: gain, shift: shift, epsilon: epsilon, into: &output)
    }
}
