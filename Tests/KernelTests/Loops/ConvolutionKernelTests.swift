import CKernels
import RealTime
import TestSignals
import Testing

@Suite("Convolutions over tiles of rows")
struct ConvolutionKernelTests {
    static let levels = [cm_level_base, cm_level_v3, cm_level_v4].filter { cm_has_level($0) != 0 }
    /// Where the kernel's transform looks at filters; behind them comes infinity.
    static let points: [Double] = [0, 1, -1, 2, -2, 0.5, -0.5]

    @Test(
        "every level that this processor has agrees with the plain sum, transformed and direct",
        arguments: levels,
        [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
    )
    func agreement(level: cm_level, outputs: Int) {
        for (inputs, taps, groups) in [(3, 5, 1), (2, 9, 2), (3, 13, 3), (2, 7, 0)]
        where groups > 0 || outputs <= 2 {
            for panels in 1...3 {
                let error = Self.error(level, inputs, outputs, taps, groups, panels)
                #expect(error < 1e-5, "\(inputs) inputs, \(taps) taps, \(groups) groups, \(panels) panels")
            }
        }
    }

    /// The largest error of one random convolution with two rows behind its panels.
    static func error(
        _ level: cm_level,
        _ inputs: Int,
        _ outputs: Int,
        _ taps: Int,
        _ groups: Int,
        _ panels: Int
    ) -> Double {
        var generator = SplitMix64(seed: UInt64(outputs + 100 * taps))
        func random(_ count: Int) -> [Float] {
            (0..<count).map { _ in Float.random(in: -1...1, using: &generator) }
        }
        let (rows, padding) = (64 * panels + 2, taps / 2)
        let part = 16 * panels + 16
        let (x, w, bias) = (random(inputs * rows), random(outputs * inputs * taps), random(16))
        let add = random(outputs * rows)
        var xPlane = Samples(repeating: 0, count: 16 + 4 * part * inputs + 64)
        var addPlane = Samples(repeating: 0, count: 4 * part * outputs)
        let y = Samples(repeating: 0, count: 4 * part * outputs)
        let rectified = Samples(repeating: 0, count: 4 * part * outputs)
        for i in 0..<inputs {
            for r in 0..<rows { xPlane[16 + 4 * part * i + r % 4 * part + r / 4] = x[i * rows + r] }
        }
        for o in 0..<outputs {
            for r in 0..<rows { addPlane[4 * part * o + r % 4 * part + r / 4] = add[o * rows + r] }
        }
        let filters = Samples(pack(w, inputs, outputs, taps, groups))
        let rowFilters = Samples(
            (0..<taps * inputs * outputs + 16).map { place -> Float in
                let (k, i, o) = (place / outputs / inputs, place / outputs % inputs, place % outputs)
                return k < taps ? w[(o * inputs + i) * taps + k] : 0
            }
        )
        let packedBias = Samples(bias)
        let stride = 16 * panels + 16
        let transformed = Samples(repeating: 0, count: 8 * inputs * stride)
        let sums = Samples(repeating: 0, count: 12 * 8 * 32)
        var convolution = unsafe cm_convolution(
            x: xPlane.pointer + 16,
            x_channel_stride: 4 * part,
            inputs: inputs,
            outputs: outputs,
            taps: taps,
            padding: padding,
            rows: rows,
            panels: panels,
            groups: groups,
            filters: filters.pointer,
            row_filters: rowFilters.pointer,
            bias: packedBias.pointer,
            slopes: nil,
            slope: 0.25,
            activation: cm_activation_leaky_relu,
            add: addPlane.pointer,
            y: y.pointer,
            rectified: rectified.pointer,
            y_channel_stride: 4 * part,
            transformed: transformed.pointer,
            transformed_stride: stride,
            sums: sums.pointer
        )
        unsafe cm_convolve_at(level, &convolution)
        var worst = 0.0
        for o in 0..<outputs {
            for r in 0..<rows {
                var sum = Double(bias[o]) + Double(add[o * rows + r])
                for k in 0..<taps where (0..<rows).contains(r + k - padding) {
                    for i in 0..<inputs {
                        sum += Double(w[(o * inputs + i) * taps + k]) * Double(x[i * rows + r + k - padding])
                    }
                }
                let place = 4 * part * o + r % 4 * part + r / 4
                let expected = max(sum, 0.25 * sum)
                worst = max(
                    worst,
                    abs(expected - Double(y[place])),
                    abs(max(sum, 0) - Double(rectified[place]))
                )
            }
        }
        return worst
    }

    /// One block of filters as the kernel reads them.
    static func pack(_ w: [Float], _ inputs: Int, _ outputs: Int, _ taps: Int, _ groups: Int) -> [Float] {
        func tap(_ o: Int, _ i: Int, _ k: Int) -> Float {
            (0..<taps).contains(k) ? w[(o * inputs + i) * taps + k] : 0
        }
        if groups == 0 {
            let filters = (0..<outputs * inputs).flatMap { place in
                (0..<taps + 6).map { tap(place / inputs, place % inputs, $0 - 3) }
            }
            return filters + [Float](repeating: 0, count: 16)
        }
        var packed: [Float] = []
        for p in 0...points.count {
            for place in 0..<inputs * groups {
                let (i, g) = (place / groups, place % groups)
                for o in 0..<outputs {
                    let count = g == groups - 1 ? 5 : 4
                    let part = (0..<count).map { Double(tap(o, i, 4 * g + $0)) }
                    packed.append(Float(value(of: part, at: p)))
                }
            }
        }
        return packed
    }

    private static func value(of taps: [Double], at p: Int) -> Double {
        guard p < points.count else { return taps.count == 5 ? taps[4] : 0 }
        let sum = taps.reversed().reduce(0) { $0 * points[p] + $1 }
        let distances = points.filter { $0 != points[p] }.reduce(1) { $0 * (points[p] - $1) }
        return p == 0 ? -sum / distances : sum / distances
    }
}
