import CKernels
import RealTime
import TestSignals
import Testing

@Suite("Products of layers")
struct ProductKernelTests {
    static let levels = [cm_level_base, cm_level_v3, cm_level_v4].filter { cm_has_level($0) != 0 }

    @Test("the base level is always there")
    func leastLevel() { #expect(Self.levels.contains(cm_level_base)) }

    @Test("every level that this processor has agrees with the plain sum", arguments: levels, 1...19)
    func agreement(level: cm_level, rows: Int) {
        var generator = SplitMix64(seed: UInt64(rows))
        func random(_ count: Int) -> Samples {
            Samples((0..<count).map { _ in Float.random(in: -1...1, using: &generator) })
        }
        for (taps, depth, panels) in [(1, 1, 1), (1, 17, 2), (3, 9, 3), (5, 8, 4)] {
            let (rowStride, tapStride) = (depth + 3, 2 * depth + 1)
            let columns = 16 * panels
            let x = random(rows * rowStride + taps * tapStride + depth)
            let w = random(taps * depth * columns)
            let bias = random(columns)
            let start = random(rows * columns)
            var y = Samples(repeating: 0, count: rows * columns)
            y.copy(from: start)
            var product = unsafe cm_product(
                x: x.pointer,
                row_stride: rowStride,
                taps: taps,
                tap_stride: tapStride,
                depth: depth,
                w: w.pointer,
                w_row_stride: 16,
                w_panel_stride: 16 * taps * depth,
                bias: bias.pointer,
                y: y.pointer,
                y_row_stride: columns,
                rows: rows,
                panels: panels,
                accumulate: 1,
                activation: cm_activation_relu,
                slope: 0,
                slopes: nil
            )
            unsafe cm_multiply_matrices_at(level, &product)
            var worst = 0.0
            for row in 0..<rows {
                for column in 0..<columns {
                    var sum = Double(bias[column]) + Double(start[row * columns + column])
                    for k in 0..<taps * depth {
                        let value = x[row * rowStride + k / depth * tapStride + k % depth]
                        let place = column / 16 * 16 * taps * depth + k * 16 + column % 16
                        sum += Double(value) * Double(w[place])
                    }
                    worst = max(worst, abs(max(sum, 0) - Double(y[row * columns + column])))
                }
            }
            #expect(worst < 1e-5)
        }
    }
}
