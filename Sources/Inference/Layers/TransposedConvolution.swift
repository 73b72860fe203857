internal import RealTime

/// A transposed convolution along frequency: every row in gives `kernel` rows out, `stride` apart, which overlap and add.
///
/// - Real time: every member but `init`.
public struct TransposedConvolution: ~Copyable, Sendable {
    /// The channels that go in.
    public let inputs: Int
    /// The channels that come out.
    public let outputs: Int
    private let kernel, stride, padding: Int
    private let columns: PackedColumns
    private let none: PackedActivation
    private let activation: PackedActivation
    private let bias: Samples
    private var taps: Samples
    private let tapsStride: Int

    /// Packs the weights for planes of `frequencies` rows.
    ///
    /// - Parameters:
    ///   - weights: `outputs` and `inputs` as they are here; files hold these layers with inputs first.
    ///   - frequencies: the rows that go in.
    ///   - stride: the rows between the results of neighbouring rows.
    ///   - padding: the first results, and the last, that are dropped.
    ///   - activation: what is made of the sums; none with slopes a channel.
    /// - Real time: no.
    public init(
        _ weights: LayerWeights,
        frequencies: Int,
        stride: Int,
        padding: Int,
        activation: Activation = .none
    ) {
        precondition(frequencies > 0 && stride > 0 && padding >= 0, "a convolution moves forward")
        inputs = weights.inputs
        outputs = weights.outputs
        kernel = weights.taps
        (self.stride, self.padding) = (stride, padding)
        let count = weights.outputs * weights.taps
        columns = PackedColumns(
            depth: weights.inputs,
            columns: count,
            bias: [Float](repeating: 0, count: count)
        ) { weights[$1 % weights.outputs, $0, $1 / weights.outputs] }
        none = PackedActivation(.none, channels: count, copies: 1, columns: count)
        self.activation = PackedActivation(activation, channels: outputs, copies: 1, columns: outputs)
        bias = Samples(weights.bias)
        tapsStride = Panel.roundedUp(count)
        taps = Samples(repeating: 0, count: frequencies * tapsStride)
    }

    /// Computes `output` from `input`.
    ///
    /// - Real time: yes.
    public mutating func process(_ input: borrowing Plane, into output: inout Plane) {
        precondition(input.channels == inputs && output.channels == outputs)
        precondition(output.frequencies == (input.frequencies - 1) * stride + kernel - 2 * padding)
        multiply(
            input.storage,
            input.rowWalk,
            by: columns,
            none,
            into: &taps,
            Landing(start: 0, rowStride: tapsStride, rows: input.frequencies)
        )
        overlap(
            taps: taps,
            tapsStride: tapsStride,
            rows: input.frequencies,
            kernel: kernel,
            stride: stride,
            padding: padding,
            bias: bias,
            into: &output
        )
        output.apply(activation)
    }
}
