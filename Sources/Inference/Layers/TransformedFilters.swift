internal import CKernels
internal import RealTime

/// Filters at the points of the transform, in the order in which `cm_convolve` reads them.
///
/// For results y_i = Σ g_k d_(i + k) of four rows and five taps, y = Aᵀ (G g · Bᵀ d). The kernel holds A and B; row p of G
/// is the powers of point p over the product of its distances to the other points.
enum TransformedFilters {
    private static let points: [Double] = [0, 1, -1, 2, -2, 0.5, -0.5]
    /// The point without a number takes the last tap as it is.
    private static let infinity = points.count

    /// The groups of four taps; the last has up to five.
    static func groups(of taps: Int) -> Int { max(1, (taps + 2) / TiledPlane.tile) }

    /// Transforms and packs the filters of a layer, in double precision.
    static func pack(_ weights: LayerWeights) -> Samples {
        let groups = groups(of: weights.taps)
        var values: [Float] = []
        values.reserveCapacity((infinity + 1) * weights.inputs * groups * weights.outputs)
        for block in blocks(of: weights.outputs) {
            for point in 0...infinity {
                for input in 0..<weights.inputs {
                    for group in 0..<groups {
                        for output in block {
                            values.append(value(weights, output, input, group, point))
                        }
                    }
                }
            }
        }
        return Samples(values)
    }

    /// The outputs in as many blocks as needed, as equal as can be, the longer ones first.
    private static func blocks(of outputs: Int) -> [Range<Int>] {
        let most = cm_tile_block
        var count = (outputs + most - 1) / most
        var blocks: [Range<Int>] = []
        var first = 0
        while first < outputs {
            let width = (outputs - first + count - 1) / count
            blocks.append(first..<first + width)
            first += width
            count -= 1
        }
        return blocks
    }

    private static func value(
        _ weights: LayerWeights,
        _ output: Int,
        _ input: Int,
        _ group: Int,
        _ point: Int
    ) -> Float {
        let isLast = group == groups(of: weights.taps) - 1
        func tap(_ k: Int) -> Double {
            let tap = group * TiledPlane.tile + k
            return tap < weights.taps ? Double(weights[output, input, tap]) : 0
        }
        let count = isLast ? TiledPlane.tile + 1 : TiledPlane.tile
        if point == infinity { return isLast ? Float(tap(TiledPlane.tile)) : 0 }
        var sum = 0.0
        for k in (0..<count).reversed() { sum = sum * points[point] + tap(k) }
        let distances = points.map { points[point] - $0 }.filter { $0 != 0 }.reduce(1, *)
        // The kernel's first row of Bᵀ has the other sign.
        return Float(sum / (point == 0 ? -distances : distances))
    }
}
