internal import RealTime

/// A causal convolution along time, the same at every frequency, that remembers the frames it needs.
///
/// Every frame is kept twice, half a ring apart, so that the frames of one sum always lie one behind the other.
///
/// - Real time: every member but `init`.
public struct TimeConvolution: ~Copyable, Sendable {
    private let columns: PackedColumns
    private let activation: PackedActivation
    private let frequencies, inputs, outputs, dilation, taps: Int
    /// The frames from the oldest that counts to the newest.
    private let span: Int
    private let frameStride: Int
    private var ring: Samples
    private var newest = 0

    /// Packs the weights, whose last tap is the newest frame, for planes of `frequencies` rows; the past is zero.
    ///
    /// - Real time: no.
    public init(
        _ weights: LayerWeights,
        frequencies: Int,
        dilation: Int = 1,
        groups: Int = 1,
        activation: Activation = .none
    ) {
        precondition(frequencies > 0 && dilation > 0, "a convolution moves forward")
        let weights = weights.joining(groups: groups)
        precondition(
            Plane.stride(of: weights.outputs) % Panel.columns == 0,
            "rows of whole panels: not 1, 2, 4 or 8 outputs"
        )
        (self.frequencies, self.dilation) = (frequencies, dilation)
        (inputs, outputs, taps) = (weights.inputs, weights.outputs, weights.taps)
        columns = PackedColumns(
            depth: weights.taps * weights.inputs,
            columns: weights.outputs,
            bias: weights.bias
        ) { weights[$1, $0 % weights.inputs, $0 / weights.inputs] }
        self.activation = PackedActivation(
            activation,
            channels: weights.outputs,
            copies: 1,
            columns: columns.panels * Panel.columns
        )
        span = (weights.taps - 1) * dilation + 1
        frameStride = frequencies * Plane.stride(of: weights.inputs)
        ring = Samples(repeating: 0, count: 2 * span * frameStride)
    }

    /// Takes the next frame and computes `output`.
    ///
    /// - Real time: yes.
    public mutating func process(_ input: borrowing Plane, into output: inout Plane) {
        precondition(input.frequencies == frequencies && input.channels == inputs)
        precondition(output.frequencies == frequencies && output.channels == outputs)
        newest = (newest + 1) % span
        ring.copy(from: input.storage, at: input.origin, count: frameStride, to: newest * frameStride)
        ring.copy(
            from: input.storage,
            at: input.origin,
            count: frameStride,
            to: (newest + span) * frameStride
        )
        multiply(
            ring,
            Walk(
                start: (newest + 1) * frameStride,
                rowStride: input.stride,
                taps: taps,
                tapStride: dilation * frameStride,
                depth: inputs
            ),
            by: columns,
            activation,
            into: &output.storage,
            Landing(start: output.origin, rowStride: output.stride, rows: frequencies)
        )
    }

    /// Forgets the past.
    ///
    /// - Real time: yes.
    public mutating func reset() { ring.fill(with: 0) }
}
