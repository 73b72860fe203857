/// Hands the tensors of a file to the layers of a network, by name and shape, and notes which were taken.
struct WeightBinder {
    /// The file.
    let file: WeightFile
    private var taken: Set<String> = []

    /// Binds from `file`.
    init(_ file: WeightFile) { self.file = file }

    /// The numbers of one tensor.
    mutating func values(_ name: String, _ shape: Int...) throws(WeightError) -> [Float] {
        taken.insert(name)
        return try file.values(name, shape: shape)
    }

    /// A dense layer: `NAME.weight` of `[outputs, inputs]` and, unless it has none, `NAME.bias`.
    mutating func dense(
        _ name: String,
        _ outputs: Int,
        _ inputs: Int,
        hasBias: Bool = true
    ) throws(WeightError) -> LayerWeights {
        let values = try values("\(name).weight", outputs, inputs)
        let bias = hasBias ? try self.values("\(name).bias", outputs) : nil
        return LayerWeights(outputs: outputs, inputs: inputs, values: values, bias: bias)
    }

    /// A convolution: `NAME.weight` of `[outputs, inputs, taps]` and `NAME.bias`.
    mutating func convolution(
        _ name: String,
        _ outputs: Int,
        _ inputs: Int,
        _ taps: Int
    ) throws(WeightError) -> LayerWeights {
        let values = try values("\(name).weight", outputs, inputs, taps)
        let bias = try self.values("\(name).bias", outputs)
        return LayerWeights(outputs: outputs, inputs: inputs, taps: taps, values: values, bias: bias)
    }

    /// A transposed convolution: `NAME.weight` of `[inputs, outputs, taps]` and `NAME.bias`.
    mutating func transposed(
        _ name: String,
        inputs: Int,
        outputs: Int,
        taps: Int
    ) throws(WeightError) -> LayerWeights {
        let values = try values("\(name).weight", inputs, outputs, taps)
        let bias = try self.values("\(name).bias", outputs)
        let turned = (0..<outputs * inputs * taps).map { index in
            let (output, input, tap) = (index / taps / inputs, index / taps % inputs, index % taps)
            return values[(input * outputs + output) * taps + tap]
        }
        return LayerWeights(outputs: outputs, inputs: inputs, taps: taps, values: turned, bias: bias)
    }

    /// Gated units with as many inputs as units, and the states that they begin with where the file holds them:
    /// `NAME.initial` and `NAME.quiet`, `[frequencies, units]`.
    mutating func gated(_ name: String, units: Int, frequencies: Int) throws(WeightError) -> GatedWeights {
        func part(_ suffix: String, _ binder: inout WeightBinder) throws(WeightError) -> LayerWeights {
            LayerWeights(
                outputs: 3 * units,
                inputs: units,
                values: try binder.values("\(name).weight_\(suffix)", 3 * units, units),
                bias: try binder.values("\(name).bias_\(suffix)", 3 * units)
            )
        }
        let initial = try state("\(name).initial", frequencies, units)
        let quiet = try state("\(name).quiet", frequencies, units)
        return GatedWeights(
            input: try part("ih", &self),
            hidden: try part("hh", &self),
            initial: initial,
            quiet: quiet
        )
    }

    /// Ends the binding: nothing may be left.
    func finish() throws(WeightError) { try file.requireNothing(but: taken) }

    private mutating func state(
        _ name: String,
        _ frequencies: Int,
        _ units: Int
    ) throws(WeightError) -> [Float]? {
        file.holds(name) ? try values(name, frequencies, units) : nil
    }
}
