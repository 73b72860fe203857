internal import RealTime

/// A dense layer over the channels of every frequency, the same for all.
///
/// - Real time: every member but `init`.
public struct Dense: ~Copyable, Sendable {
    private let convolution: FrequencyConvolution

    /// Packs the weights.
    ///
    /// - Precondition: one tap.
    /// - Real time: no.
    public init(_ weights: LayerWeights, activation: Activation = .none) {
        precondition(weights.taps == 1, "a dense layer has no taps")
        convolution = FrequencyConvolution(weights, padding: 0, activation: activation)
    }

    /// Computes `output` from `input`, adding to what it holds if asked to.
    ///
    /// - Real time: yes.
    public func process(
        _ input: borrowing Plane,
        into output: inout Plane,
        accumulating isAccumulating: Bool = false
    ) {
        convolution.process(input, into: &output, accumulating: isAccumulating)
    }
}
