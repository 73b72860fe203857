/// The weights of a layer that multiplies: `[outputs, inputs, taps]` values and a bias an output.
public struct LayerWeights: Sendable {
    /// The channels that come out.
    public let outputs: Int
    /// The channels that go in, of one group where there are several.
    public let inputs: Int
    /// The taps of a convolution; 1 for a dense layer.
    public let taps: Int
    /// The values, outputs first, taps last.
    public let values: [Float]
    /// One value an output.
    public let bias: [Float]

    /// Takes values as files hold them; without `bias` it is zero.
    ///
    /// - Precondition: as many values as the sizes say.
    public init(outputs: Int, inputs: Int, taps: Int = 1, values: [Float], bias: [Float]? = nil) {
        precondition(outputs > 0 && inputs > 0 && taps > 0 && values.count == outputs * inputs * taps)
        precondition(bias == nil || bias?.count == outputs)
        self.outputs = outputs
        self.inputs = inputs
        self.taps = taps
        self.values = values
        self.bias = bias ?? [Float](repeating: 0, count: outputs)
    }

    /// One value.
    subscript(output: Int, input: Int, tap: Int) -> Float {
        values[(output * inputs + input) * taps + tap]
    }

    /// The same layer with the batch norm behind it taken in: scale · (w x + b − mean) + shift.
    ///
    /// - Precondition: one value an output each.
    /// - Source: Ioffe and Szegedy 2015, "Batch normalization", algorithm 2, line 11.
    public func folding(
        gain: [Float],
        shift: [Float],
        mean: [Float],
        variance: [Float],
        epsilon: Float = 1e-5
    ) -> LayerWeights {
        precondition([gain, shift, mean, variance].allSatisfy { $0.count == outputs })
        let scale = gain.indices.map { gain[$0] / (variance[$0] + epsilon).squareRoot() }
        return LayerWeights(
            outputs: outputs,
            inputs: inputs,
            taps: taps,
            values: values.indices.map { values[$0] * scale[$0 / (inputs * taps)] },
            bias: bias.indices.map { (bias[$0] - mean[$0]) * scale[$0] + shift[$0] }
        )
    }
}
