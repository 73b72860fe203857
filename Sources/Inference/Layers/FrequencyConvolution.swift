internal import RealTime

/// A convolution along frequency, zeros beyond the edges, with the activation behind it.
///
/// Where a row of results is narrower than the kernels' panels, several neighbouring rows are computed as one: the same
/// product with shifted copies of the filter side by side. For one output of 129 taps that is thirteen times less work.
///
/// - Real time: every member but `init`.
public struct FrequencyConvolution: ~Copyable, Sendable {
    /// The channels that go in.
    public let inputs: Int
    /// The channels that come out.
    public let outputs: Int
    /// The rows from the first tap to the last.
    private let kernel: Int
    private let stride, dilation, padding: Int
    /// The neighbouring results computed as one row.
    private let together: Int
    private let columns: PackedColumns
    private let activation: PackedActivation

    /// Packs the weights.
    ///
    /// - Parameters:
    ///   - weights: where there are groups, `inputs` counts those of one.
    ///   - stride: the rows from one result's input to the next one's.
    ///   - dilation: the rows between the taps.
    ///   - padding: the zeros that count before the first row.
    ///   - groups: parts of the channels that know nothing of each other; they are packed as one matrix with zeros.
    ///   - activation: what is made of the sums.
    /// - Real time: no.
    public init(
        _ weights: LayerWeights,
        stride: Int = 1,
        dilation: Int = 1,
        padding: Int,
        groups: Int = 1,
        activation: Activation = .none
    ) {
        precondition(stride > 0 && dilation > 0 && padding >= 0, "a convolution moves forward")
        var weights = weights.joining(groups: groups)
        var dilation = dilation
        kernel = (weights.taps - 1) * dilation + 1
        if Self.least(weights.outputs) > 1 {
            // Shifted copies of a filter need taps without gaps.
            weights = weights.spreading(dilation: dilation)
            dilation = 1
        }
        inputs = weights.inputs
        outputs = weights.outputs
        (self.stride, self.dilation, self.padding) = (stride, dilation, padding)
        let together = Self.bestGrouping(of: weights, stride: stride)
        self.together = together
        let taps = weights.taps + (together - 1) * stride
        columns = PackedColumns(
            depth: taps * weights.inputs,
            columns: together * weights.outputs,
            bias: (0..<together).flatMap { _ in weights.bias }
        ) { [weights] row, column in
            let tap = row / weights.inputs - column / weights.outputs * stride
            guard tap >= 0, tap < weights.taps else { return 0 }
            return weights[column % weights.outputs, row % weights.inputs, tap]
        }
        self.activation = PackedActivation(
            activation,
            channels: outputs,
            copies: together,
            columns: columns.panels * Panel.columns
        )
    }

    /// The rows that come out for `frequencies` rows that go in, with as much padding behind as before them.
    public func outputFrequencies(for frequencies: Int) -> Int {
        (frequencies + 2 * padding - kernel) / stride + 1
    }

    /// Computes `output` from `input`.
    ///
    /// - Parameters:
    ///   - input: has a margin of at least the padding.
    ///   - output: receives the results.
    ///   - isAccumulating: whether what `output` holds is added before the activation.
    /// - Real time: yes.
    public func process(
        _ input: borrowing Plane,
        into output: inout Plane,
        accumulating isAccumulating: Bool = false
    ) {
        precondition(input.channels == inputs && output.channels == outputs && input.margin >= padding)
        precondition(output.frequencies == outputFrequencies(for: input.frequencies))
        let rows = (output.frequencies + together - 1) / together
        let taps = columns.depth / inputs
        let isDense = input.stride == inputs && dilation == 1
        multiply(
            input.storage,
            Walk(
                start: input.origin - padding * input.stride,
                rowStride: together * stride * input.stride,
                taps: isDense ? 1 : taps,
                tapStride: dilation * input.stride,
                depth: isDense ? columns.depth : inputs
            ),
            by: columns,
            activation,
            into: &output.storage,
            Landing(
                start: output.origin,
                rowStride: together * output.stride,
                rows: rows,
                isAccumulating: isAccumulating
            )
        )
        output.clearOverhang(rows * together - output.frequencies)
    }

    /// The least number of results that fill a panel; 1 where one row of results does.
    private static func least(_ outputs: Int) -> Int {
        outputs < Panel.columns && Panel.columns % outputs == 0 ? Panel.columns / outputs : 1
    }

    /// The number of neighbouring results at once that costs least.
    private static func bestGrouping(of weights: LayerWeights, stride: Int) -> Int {
        let least = least(weights.outputs)
        precondition((least - 1) * stride <= Plane.overhang, "so few outputs take no stride of \(stride)")
        guard least > 1, (2 * least - 1) * stride <= Plane.overhang else { return least }
        // Two panels share what is loaded, and so run half as fast again as one.
        let one = Double(weights.taps + (least - 1) * stride) * 1.5
        let two = Double(weights.taps + (2 * least - 1) * stride)
        return two < one ? 2 * least : least
    }
}

extension LayerWeights {
    /// The same filters with zeros between the taps.
    func spreading(dilation: Int) -> LayerWeights {
        guard dilation > 1 else { return self }
        let wide = (taps - 1) * dilation + 1
        let spread = (0..<outputs * inputs * wide).map { index in
            let tap = index % wide
            return tap % dilation == 0 ? values[index / wide * taps + tap / dilation] : 0
        }
        return LayerWeights(outputs: outputs, inputs: inputs, taps: wide, values: spread, bias: bias)
    }

    /// The weights of all groups as those of one: zero between groups.
    func joining(groups: Int) -> LayerWeights {
        guard groups > 1 else { return self }
        precondition(outputs % groups == 0, "every group has as many outputs")
        let all = groups * inputs
        var joined = [Float](repeating: 0, count: outputs * all * taps)
        for output in 0..<outputs {
            let first = output / (outputs / groups) * inputs
            for input in 0..<inputs {
                for tap in 0..<taps {
                    joined[(output * all + first + input) * taps + tap] = self[output, input, tap]
                }
            }
        }
        return LayerWeights(outputs: outputs, inputs: all, taps: taps, values: joined, bias: bias)
    }
}
