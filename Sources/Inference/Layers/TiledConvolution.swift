internal import RealTime

/// A convolution along frequency over tiled planes, as many rows out as in, with the activation behind it.
///
/// Tiles of four rows are multiplied at eight points, where the direct sum of five taps takes twenty products; longer
/// filters are groups of four taps, each reading the transformed tile behind the one before it. A layer of one or two
/// outputs does not repay transforming its inputs and is summed directly.
///
/// - Real time: every member but `init`.
/// - Source: Winograd 1980, "Arithmetic complexity of computations", IV (Toom-Cook); Lavin and Gray 2016, "Fast
///   algorithms for convolutional neural networks".
public struct TiledConvolution: ~Copyable, Sendable {
    /// The channels that go in.
    public let inputs: Int
    /// The channels that come out.
    public let outputs: Int
    let taps, padding: Int
    /// The groups of taps; none where the sum is direct.
    let groups: Int
    let filters, rowFilters, bias: Samples
    let activation: PackedActivation

    /// Packs the weights.
    ///
    /// - Parameters:
    ///   - weights: one group of channels, no stride and no dilation.
    ///   - padding: the zeros that count before the first row; fewer than taps.
    ///   - activation: what is made of the sums.
    /// - Real time: no.
    public init(_ weights: LayerWeights, padding: Int, activation: Activation = .none) {
        precondition(padding >= 0 && padding < weights.taps, "every row lies below the filter once")
        inputs = weights.inputs
        outputs = weights.outputs
        taps = weights.taps
        self.padding = padding
        groups = weights.outputs > 2 ? TransformedFilters.groups(of: weights.taps) : 0
        filters = groups > 0 ? TransformedFilters.pack(weights) : Self.direct(weights)
        let columns = Panel.roundedUp(weights.outputs)
        rowFilters = Self.rows(weights)
        bias = Samples(weights.bias + [Float](repeating: 0, count: columns - weights.outputs))
        self.activation = PackedActivation(activation, channels: outputs, copies: 1, columns: columns)
    }

    /// Computes `output` from `input`.
    ///
    /// - Parameters:
    ///   - input: has a margin that the filter stays inside.
    ///   - output: receives the results.
    ///   - workspace: has room for this layer.
    /// - Real time: yes.
    public func process(
        _ input: borrowing TiledPlane,
        into output: inout TiledPlane,
        _ workspace: inout TileWorkspace
    ) {
        convolve(input, into: &output, &workspace)
    }

    /// Computes `output` from `input`, and its positive values beside it.
    ///
    /// - Parameters:
    ///   - input: has a margin that the filter stays inside.
    ///   - output: receives the results.
    ///   - rectified: receives them too, zero where they are negative; has the shape and the margin of the output.
    ///   - workspace: has room for this layer.
    /// - Real time: yes.
    public func process(
        _ input: borrowing TiledPlane,
        into output: inout TiledPlane,
        rectified: inout TiledPlane,
        _ workspace: inout TileWorkspace
    ) {
        convolve(input, into: &output, rectified: &rectified, &workspace)
    }

    /// Computes `output` from `input`, and adds `other` before the activation.
    ///
    /// - Parameters:
    ///   - input: has a margin that the filter stays inside.
    ///   - other: has the shape and the margin of the output.
    ///   - output: receives the results.
    ///   - workspace: has room for this layer.
    /// - Real time: yes.
    public func process(
        _ input: borrowing TiledPlane,
        adding other: borrowing TiledPlane,
        into output: inout TiledPlane,
        _ workspace: inout TileWorkspace
    ) {
        convolve(input, adding: other, into: &output, &workspace)
    }

    /// Filters for direct sums: every one between three zeros, so that four rows read the same stretch.
    private static func direct(_ weights: LayerWeights) -> Samples {
        let width = weights.taps + 6
        var filters = Samples(repeating: 0, count: weights.outputs * weights.inputs * width + Panel.columns)
        for index in weights.values.indices {
            filters[index / weights.taps * width + 3 + index % weights.taps] = weights.values[index]
        }
        return filters
    }

    /// Filters for single rows: outputs side by side.
    private static func rows(_ weights: LayerWeights) -> Samples {
        let count = weights.taps * weights.inputs * weights.outputs + Panel.columns
        var filters = Samples(repeating: 0, count: count)
        for output in 0..<weights.outputs {
            for input in 0..<weights.inputs {
                for tap in 0..<weights.taps {
                    let place = (tap * weights.inputs + input) * weights.outputs + output
                    filters[place] = weights[output, input, tap]
                }
            }
        }
        return filters
    }
}
