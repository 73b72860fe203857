import Foundation
import Inference
import RealTime
import Testing

@Suite("Layers")
struct LayerTests {
    static let activations: [(Activation, @Sendable (Double) -> Double)] = [
        (.none, { $0 }), (.relu, { max($0, 0) }), (.leakyReLU(slope: 0.1), { $0 > 0 ? $0 : 0.1 * $0 }),
        (.silu, { $0 / (1 + exp(-$0)) }), (.sigmoid, { 1 / (1 + exp(-$0)) }), (.tanh, { tanh($0) }),
    ]

    @Test("every activation is right within 1e-6 of its value", arguments: activations.indices)
    func activation(index: Int) {
        let (activation, exact) = Self.activations[index]
        // A layer of one tap that passes what it is given.
        let unit = LayerWeights(outputs: 1, inputs: 1, values: [1])
        let layer = Dense(unit, activation: activation)
        let points =
            (0..<20_000).map { Float($0 - 10_000) / 500 } + (1...40).map { 10 * pow(Float(0.5), Float($0)) }
        var output = Plane(frequencies: points.count, channels: 1)
        layer.process(Plane(points.map { [$0] }), into: &output)
        var worst = 0.0
        for (row, x) in points.enumerated() {
            let expected = exact(Double(x))
            let difference = abs(Double(output[row, 0]) - expected)
            // e⁻²⁰ is as small as a probability need be told from another.
            worst = max(worst, difference / max(abs(expected), 2e-9))
        }
        #expect(worst < 1e-6)
    }

    @Test("activations stay finite at the ends of the numbers", arguments: activations.indices)
    func extremes(index: Int) {
        let layer = Dense(
            LayerWeights(outputs: 1, inputs: 1, values: [1]),
            activation: Self.activations[index].0
        )
        var output = Plane(frequencies: 4, channels: 1)
        layer.process(Plane([[-1e30], [1e30], [-100], [100]]), into: &output)
        let isFinite = output.rows.joined().allSatisfy { $0.isFinite }
        #expect(isFinite)
        #expect(output[1, 0] >= output[0, 0])
    }

    @Test("each channel has its own slope")
    func slopes() {
        var draw = Draw(seed: 1)
        let weights = draw.weights(18, 5)
        let slopes = draw.values(18)
        let x = draw.rows(9, 5)
        var output = Plane(frequencies: 9, channels: 18)
        Dense(weights, activation: .parametricReLU(slopes: slopes)).process(Plane(x), into: &output)
        let expected = Reference.convolution(x, weights, padding: 0).map { row in
            row.indices.map { row[$0] > 0 ? row[$0] : row[$0] * Double(slopes[$0]) }
        }
        #expect(deviation(output.rows, expected) < 1e-5)
    }

    @Test("mixing sums rows, channel by channel", arguments: [16, 18, 32, 36])
    func mixing(channels: Int) {
        var draw = Draw(seed: 2)
        let (matrix, bias) = (draw.values(13 * 20), draw.values(channels))
        let (x, start) = (draw.rows(20, channels), draw.rows(13, channels))
        let layer = FrequencyMixing(matrix: matrix, channels: channels, bias: bias, activation: .silu)
        var output = Plane(start)
        layer.process(Plane(x), into: &output, accumulating: true)
        let expected = (0..<13).map { row in
            (0..<channels).map { channel in
                let products = (0..<20).map { Double(matrix[row * 20 + $0]) * Double(x[$0][channel]) }
                let sum = products.reduce(Double(bias[channel]) + Double(start[row][channel]), +)
                return sum / (1 + exp(-sum))
            }
        }
        #expect(deviation(output.rows, expected) < 1e-5)
    }

    @Test(
        "gated units follow their equations over many frames, from the state they begin with",
        arguments: [(32, 32, false), (36, 20, true), (16, 7, true)]
    )
    func gated(shape: (units: Int, inputs: Int, begins: Bool)) {
        var draw = Draw(seed: 3)
        var other = Draw(seed: 6)
        let (units, rows) = (shape.units, 5)
        let weights = GatedWeights(
            input: draw.weights(3 * units, shape.inputs),
            hidden: draw.weights(3 * units, units),
            initial: shape.begins ? draw.values(rows * units) : nil,
            quiet: shape.begins ? other.values(rows * units) : nil
        )
        var layer = GatedRecurrence(weights, frequencies: rows)
        let first = (0..<rows).map { row in
            (0..<units).map { Double(weights.initial?[row * units + $0] ?? 0) }
        }
        var state = first
        func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
        for _ in 0..<50 {
            let x = draw.rows(rows, shape.inputs)
            layer.process(Plane(x))
            let input = Reference.convolution(x, weights.input, padding: 0)
            let hidden = Reference.convolution(state.map { $0.map(Float.init) }, weights.hidden, padding: 0)
            for row in 0..<rows {
                for unit in 0..<units {
                    let reset = sigmoid(input[row][unit] + hidden[row][unit])
                    let update = sigmoid(input[row][units + unit] + hidden[row][units + unit])
                    let fresh = tanh(input[row][2 * units + unit] + reset * hidden[row][2 * units + unit])
                    state[row][unit] = fresh + update * (state[row][unit] - fresh)
                }
            }
            #expect(deviation(layer.state.rows, state) < 1e-5)
        }
        layer.beginQuiet()
        let quiet = weights.quiet.map { values in
            (0..<rows).map { row in (0..<units).map { Double(values[row * units + $0]) } }
        }
        #expect(deviation(layer.state.rows, quiet ?? state) < 1e-5)
        layer.reset()
        #expect(deviation(layer.state.rows, first) == 0)
    }

    @Test("layer norm centres and scales each row")
    func norm() {
        var draw = Draw(seed: 4)
        let (gain, shift) = (draw.values(18), draw.values(18))
        let x = draw.rows(6, 18)
        var output = Plane(frequencies: 6, channels: 18)
        LayerNorm(gain: gain, shift: shift).process(Plane(x), into: &output)
        let expected = x.map { row in
            let mean = row.map(Double.init).reduce(0, +) / 18
            let variance = row.map { (Double($0) - mean) * (Double($0) - mean) }.reduce(0, +) / 18
            return row.indices.map {
                (Double(row[$0]) - mean) / (variance + 1e-5).squareRoot() * Double(gain[$0])
                    + Double(shift[$0])
            }
        }
        #expect(deviation(output.rows, expected) < 1e-5)
    }

    @Test("planes add")
    func planes() {
        var plane = Plane([[1, -2, 3], [-4, 5, -6]])
        plane.add(Plane([[1, 1, 1], [1, 1, 1]]))
        #expect(plane.rows == [[2, -1, 4], [-3, 6, -5]])
    }
}
