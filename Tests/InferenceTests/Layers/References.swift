import Inference
import RealTime
import TestSignals

/// Activations as a test writes them: rows of channels.
typealias Rows = [[Float]]

/// Plain scalar layers, in double precision, to compare with.
enum Reference {
    /// A convolution along rows; zeros beyond the edges.
    static func convolution(
        _ x: Rows,
        _ weights: LayerWeights,
        stride: Int = 1,
        dilation: Int = 1,
        padding: Int,
        groups: Int = 1
    ) -> [[Double]] {
        let count = (x.count + 2 * padding - (weights.taps - 1) * dilation - 1) / stride + 1
        return (0..<count).map { row in
            (0..<weights.outputs).map { output in
                let group = output / (weights.outputs / groups)
                var sum = Double(weights.bias[output])
                for tap in 0..<weights.taps {
                    let place = row * stride - padding + tap * dilation
                    guard x.indices.contains(place) else { continue }
                    for input in 0..<weights.inputs {
                        let value = weights.values[(output * weights.inputs + input) * weights.taps + tap]
                        sum += Double(value) * Double(x[place][group * weights.inputs + input])
                    }
                }
                return sum
            }
        }
    }

    /// A transposed convolution along rows.
    static func transposed(_ x: Rows, _ weights: LayerWeights, stride: Int, padding: Int) -> [[Double]] {
        let count = (x.count - 1) * stride + weights.taps - 2 * padding
        var y = [[Double]](repeating: weights.bias.map(Double.init), count: count)
        for (row, values) in x.enumerated() {
            for tap in 0..<weights.taps {
                let place = row * stride + tap - padding
                guard y.indices.contains(place) else { continue }
                for output in 0..<weights.outputs {
                    for (input, value) in values.enumerated() {
                        let weight = weights.values[(output * weights.inputs + input) * weights.taps + tap]
                        y[place][output] += Double(weight) * Double(value)
                    }
                }
            }
        }
        return y
    }
}

/// Random numbers for weights and activations.
struct Draw {
    private var generator: SplitMix64

    init(seed: UInt64) { generator = SplitMix64(seed: seed) }

    mutating func values(_ count: Int, _ range: ClosedRange<Float> = -1...1) -> [Float] {
        (0..<count).map { _ in Float.random(in: range, using: &generator) }
    }

    mutating func rows(_ count: Int, _ channels: Int) -> Rows {
        (0..<count).map { _ in values(channels) }
    }

    mutating func weights(_ outputs: Int, _ inputs: Int, _ taps: Int = 1) -> LayerWeights {
        LayerWeights(
            outputs: outputs,
            inputs: inputs,
            taps: taps,
            values: values(outputs * inputs * taps),
            bias: values(outputs)
        )
    }
}

/// A plane of either layout, whose values are reached alike.
protocol Gridded: ~Copyable {
    var frequencies: Int { get }
    var channels: Int { get }
    init(frequencies: Int, channels: Int, margin: Int)
    subscript(frequency: Int, channel: Int) -> Float { get set }
}

extension Plane: Gridded {}
extension TiledPlane: Gridded {}

extension Gridded where Self: ~Copyable {
    /// A plane that holds `rows`.
    init(_ rows: Rows, margin: Int = 0) {
        self.init(frequencies: rows.count, channels: rows[0].count, margin: margin)
        for (frequency, values) in rows.enumerated() {
            for (channel, value) in values.enumerated() { self[frequency, channel] = value }
        }
    }

    /// What it holds.
    var rows: Rows {
        (0..<frequencies).map { frequency in (0..<channels).map { self[frequency, $0] } }
    }
}

extension TileWorkspace {
    /// A workspace for one layer.
    init(for layer: borrowing TiledConvolution, frequencies: Int) {
        self.init()
        reserve(for: layer, frequencies: frequencies)
    }
}

/// The largest difference, in parts of the largest expected value or of one.
func deviation(_ rows: Rows, _ expected: [[Double]]) -> Double {
    guard rows.map(\.count) == expected.map(\.count) else { return .infinity }
    let scale = max(1, expected.joined().map(abs).max() ?? 1)
    let worst = zip(rows.joined(), expected.joined()).map { abs(Double($0) - $1) }
    return worst.contains { $0.isNaN } ? .infinity : (worst.max() ?? 0) / scale
}
