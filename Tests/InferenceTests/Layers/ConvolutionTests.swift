import Inference
import RealTime
import Testing

@Suite("Convolutions")
struct ConvolutionTests {
    typealias Shape = ConvolutionShape

    static let shapes = [
        Shape(), Shape(inputs: 9), Shape(inputs: 15), Shape(inputs: 16),
        Shape(inputs: 18, outputs: 30, kernel: 5),
        Shape(inputs: 30, outputs: 8), Shape(outputs: 1, kernel: 129), Shape(outputs: 2, kernel: 3),
        Shape(outputs: 4, kernel: 5), Shape(frequencies: 40, inputs: 32, outputs: 32, kernel: 3),
        Shape(frequencies: 160, inputs: 2, outputs: 32, kernel: 8, stride: 4, padding: 2),
        Shape(frequencies: 64, inputs: 2, outputs: 8, kernel: 8, stride: 4, padding: 2),
        Shape(frequencies: 65, inputs: 1, outputs: 1, kernel: 3, stride: 2), Shape(dilation: 2),
        Shape(dilation: 4),
        Shape(inputs: 16, outputs: 8, kernel: 3, dilation: 3),
        Shape(inputs: 24, outputs: 24, kernel: 3, groups: 3),
        Shape(inputs: 16, outputs: 16, kernel: 3, groups: 16),
        Shape(frequencies: 1, inputs: 3, outputs: 7, kernel: 3),
        Shape(frequencies: 7, inputs: 48, outputs: 80, kernel: 1),
    ]

    @Test("along frequency, every shape agrees with the plain sum", arguments: shapes)
    func frequency(shape: Shape) {
        var draw = Draw(seed: 1)
        let padding = shape.zeros
        let weights = draw.weights(shape.outputs, shape.inputs / shape.groups, shape.kernel)
        let layer = FrequencyConvolution(
            weights,
            stride: shape.stride,
            dilation: shape.dilation,
            padding: padding,
            groups: shape.groups
        )
        // The second frame meets what the first has left in the planes.
        var output = Plane(
            frequencies: layer.outputFrequencies(for: shape.frequencies),
            channels: shape.outputs,
            margin: 2
        )
        for _ in 0..<2 {
            let x = draw.rows(shape.frequencies, shape.inputs)
            layer.process(Plane(x, margin: padding), into: &output)
            let expected = Reference.convolution(
                x,
                weights,
                stride: shape.stride,
                dilation: shape.dilation,
                padding: padding,
                groups: shape.groups
            )
            #expect(deviation(output.rows, expected) < 1e-5)
        }
    }

    @Test("the results of one layer are the zero-padded input of the next", arguments: [1, 2, 8, 18, 30, 32])
    func chain(channels: Int) {
        var draw = Draw(seed: 2)
        let first = draw.weights(channels, 4, 5)
        let second = draw.weights(3, channels, 7)
        let x = draw.rows(37, 4)
        var between = Plane(frequencies: 37, channels: channels, margin: 3)
        var output = Plane(frequencies: 37, channels: 3)
        FrequencyConvolution(first, padding: 2).process(Plane(x, margin: 2), into: &between)
        FrequencyConvolution(second, padding: 3).process(between, into: &output)
        let middle = Reference.convolution(x, first, padding: 2).map { $0.map(Float.init) }
        #expect(deviation(output.rows, Reference.convolution(middle, second, padding: 3)) < 1e-5)
    }

    @Test("what is there is added before the activation", arguments: [1, 8, 30, 32])
    func accumulating(outputs: Int) {
        var draw = Draw(seed: 3)
        let weights = draw.weights(outputs, 6, 3)
        let (x, start) = (draw.rows(20, 6), draw.rows(20, outputs))
        var output = Plane(start)
        FrequencyConvolution(weights, padding: 1, activation: .relu)
            .process(Plane(x, margin: 1), into: &output, accumulating: true)
        let sums = Reference.convolution(x, weights, padding: 1)
        let expected = zip(sums, start).map { zip($0, $1).map { max($0 + Double($1), 0) } }
        #expect(deviation(output.rows, expected) < 1e-5)
    }

    @Test(
        "transposed, rows overlap and add",
        arguments: [(2, 8, 4, 2), (1, 3, 2, 0), (5, 4, 3, 1), (8, 9, 1, 4)]
    )
    func transposed(shape: (outputs: Int, kernel: Int, stride: Int, padding: Int)) {
        var draw = Draw(seed: 4)
        let weights = draw.weights(shape.outputs, 32, shape.kernel)
        let x = draw.rows(40, 32)
        var layer = TransposedConvolution(
            weights,
            frequencies: 40,
            stride: shape.stride,
            padding: shape.padding
        )
        let expected = Reference.transposed(x, weights, stride: shape.stride, padding: shape.padding)
        var output = Plane(frequencies: expected.count, channels: shape.outputs)
        for _ in 0..<2 { layer.process(Plane(x), into: &output) }
        #expect(deviation(output.rows, expected) < 1e-5)
    }

    @Test(
        "along time, a sum reaches back over its taps and no further",
        arguments: [(1, 1), (2, 1), (3, 2), (5, 4)]
    )
    func time(shape: (taps: Int, dilation: Int)) {
        var draw = Draw(seed: 5)
        let weights = draw.weights(18, 6, shape.taps)
        var layer = TimeConvolution(weights, frequencies: 11, dilation: shape.dilation)
        let frames = (0..<40).map { _ in draw.rows(11, 6) }
        var output = Plane(frequencies: 11, channels: 18)
        for now in frames.indices {
            layer.process(Plane(frames[now]), into: &output)
            let expected = (0..<11).map { row in
                let past = (0..<now + 1).map { frames[$0][row] }
                return Reference.convolution(
                    past,
                    weights,
                    dilation: shape.dilation,
                    padding: (shape.taps - 1) * shape.dilation
                )[now]
            }
            #expect(deviation(output.rows, expected) < 1e-5)
        }
        layer.reset()
        layer.process(Plane(frames[0]), into: &output)
        var fresh = TimeConvolution(weights, frequencies: 11, dilation: shape.dilation)
        var again = Plane(frequencies: 11, channels: 18)
        fresh.process(Plane(frames[0]), into: &again)
        #expect(output.rows == again.rows)
    }

    @Test("a batch norm folds into the layer before it")
    func folding() {
        var draw = Draw(seed: 6)
        let weights = draw.weights(8, 3, 5)
        let (gain, shift, mean) = (draw.values(8), draw.values(8), draw.values(8))
        let variance = draw.values(8, 0.1...2)
        let x = draw.rows(12, 3)
        let folded = weights.folding(gain: gain, shift: shift, mean: mean, variance: variance)
        var output = Plane(frequencies: 12, channels: 8)
        FrequencyConvolution(folded, padding: 2).process(Plane(x, margin: 2), into: &output)
        let expected = Reference.convolution(x, weights, padding: 2).map { row in
            row.indices.map { c in
                (row[c] - Double(mean[c])) / (Double(variance[c]) + 1e-5).squareRoot() * Double(gain[c])
                    + Double(shift[c])
            }
        }
        #expect(deviation(output.rows, expected) < 1e-5)
    }
}
