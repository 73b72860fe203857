import Inference
import RealTime
import Testing

@Suite("Convolutions over tiles")
struct TiledConvolutionTests {
    typealias Shape = ConvolutionShape

    static let shapes = [
        Shape(), Shape(inputs: 9), Shape(inputs: 18, outputs: 30, kernel: 5), Shape(inputs: 30, outputs: 8),
        Shape(outputs: 1, kernel: 129), Shape(outputs: 2), Shape(outputs: 3, kernel: 129),
        Shape(outputs: 1, kernel: 1), Shape(outputs: 5, kernel: 1), Shape(outputs: 4, kernel: 2, padding: 1),
        Shape(outputs: 7, kernel: 3), Shape(outputs: 13, kernel: 6, padding: 3),
        Shape(outputs: 25, kernel: 13),
        Shape(kernel: 9, padding: 0), Shape(kernel: 9, padding: 8), Shape(kernel: 5, padding: 1),
        Shape(kernel: 7, padding: 5), Shape(outputs: 1, kernel: 7, padding: 1),
        Shape(frequencies: 1), Shape(frequencies: 5, outputs: 1, kernel: 3), Shape(frequencies: 63),
        Shape(frequencies: 64), Shape(frequencies: 65), Shape(frequencies: 68), Shape(frequencies: 69),
        Shape(frequencies: 127), Shape(frequencies: 161), Shape(frequencies: 193), Shape(frequencies: 257),
        Shape(frequencies: 481, inputs: 3, outputs: 1, kernel: 31),
    ]

    @Test("every shape agrees with the plain sum, in every frame", arguments: shapes)
    func agreement(shape: Shape) {
        var draw = Draw(seed: 1)
        let padding = shape.zeros
        let weights = draw.weights(shape.outputs, shape.inputs, shape.kernel)
        let layer = TiledConvolution(weights, padding: padding)
        var workspace = TileWorkspace(for: layer, frequencies: shape.frequencies)
        var output = TiledPlane(frequencies: shape.frequencies, channels: shape.outputs, margin: 2)
        // The second frame meets what the first has left.
        for _ in 0..<2 {
            let x = draw.rows(shape.frequencies, shape.inputs)
            layer.process(TiledPlane(x, margin: shape.kernel), into: &output, &workspace)
            let expected = Self.expected(x, weights, padding)
            #expect(deviation(output.rows, expected) < 1e-5)
        }
    }

    @Test("the results of one layer are the zero-padded input of the next", arguments: [1, 40, 65, 129, 161])
    func chain(frequencies: Int) {
        var draw = Draw(seed: 2)
        let first = draw.weights(5, 4, 5)
        let second = draw.weights(3, 5, 9)
        let x = draw.rows(frequencies, 4)
        let former = TiledConvolution(first, padding: 2)
        let latter = TiledConvolution(second, padding: 4)
        var workspace = TileWorkspace(for: former, frequencies: frequencies)
        workspace.reserve(for: latter, frequencies: frequencies)
        var between = TiledPlane(frequencies: frequencies, channels: 5, margin: 4)
        var output = TiledPlane(frequencies: frequencies, channels: 3)
        former.process(TiledPlane(x, margin: 2), into: &between, &workspace)
        latter.process(between, into: &output, &workspace)
        let middle = Reference.convolution(x, first, padding: 2).map { $0.map(Float.init) }
        #expect(deviation(output.rows, Reference.convolution(middle, second, padding: 4)) < 1e-5)
    }

    @Test("another plane is added before the activation", arguments: [1, 8, 30])
    func adding(outputs: Int) {
        var draw = Draw(seed: 3)
        let weights = draw.weights(outputs, 6, 5)
        let (x, start) = (draw.rows(129, 6), draw.rows(129, outputs))
        let slopes = draw.values(outputs)
        let layer = TiledConvolution(weights, padding: 2, activation: .parametricReLU(slopes: slopes))
        var workspace = TileWorkspace(for: layer, frequencies: 129)
        var output = TiledPlane(frequencies: 129, channels: outputs)
        layer.process(TiledPlane(x, margin: 2), adding: TiledPlane(start), into: &output, &workspace)
        let sums = Reference.convolution(x, weights, padding: 2)
        let expected = zip(sums, start).map { sums, start in
            sums.indices.map { c in
                let sum = sums[c] + Double(start[c])
                return sum > 0 ? sum : sum * Double(slopes[c])
            }
        }
        #expect(deviation(output.rows, expected) < 1e-5)
    }

    @Test("the positive values come beside the results", arguments: [1, 8, 30])
    func rectified(outputs: Int) {
        var draw = Draw(seed: 4)
        let weights = draw.weights(outputs, 6, 5)
        let x = draw.rows(129, 6)
        let layer = TiledConvolution(weights, padding: 2)
        var workspace = TileWorkspace(for: layer, frequencies: 129)
        var output = TiledPlane(frequencies: 129, channels: outputs)
        var rectified = TiledPlane(frequencies: 129, channels: outputs)
        layer.process(TiledPlane(x, margin: 2), into: &output, rectified: &rectified, &workspace)
        #expect(deviation(output.rows, Reference.convolution(x, weights, padding: 2)) < 1e-5)
        #expect(rectified.rows == output.rows.map { $0.map { max($0, 0) } })
    }

    @Test("planes take in columns")
    func planes() {
        var plane = TiledPlane([[1, 0, 3], [0, 5, 0]], margin: 1)
        plane.shiftIn(Samples([7, 8] as [Float]), depth: 3)
        #expect(plane.rows == [[0, 3, 7], [5, 0, 8]])
        plane.shiftIn(Samples([1, 2] as [Float]), from: 1, depth: 1)
        #expect(plane.rows == [[0, 1, 7], [5, 2, 8]])
    }

    /// As many rows out as in, whatever the padding.
    private static func expected(_ x: Rows, _ weights: LayerWeights, _ padding: Int) -> [[Double]] {
        let zeros = [Float](repeating: 0, count: weights.inputs)
        let behind = [[Float]](repeating: zeros, count: weights.taps)
        return Array(Reference.convolution(x + behind, weights, padding: padding).prefix(x.count))
    }
}
