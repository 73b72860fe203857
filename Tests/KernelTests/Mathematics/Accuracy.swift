import Foundation
import RealTime

/// Points on which a function is measured.
enum Points {
    /// A hundred thousand points at equal distances.
    static func even(_ low: Double, _ high: Double) -> [Float] {
        (0..<100_000).map { Float(low + (high - low) * Double($0) / 99_999) }
    }

    /// A hundred thousand points at equal ratios.
    static func geometric(_ low: Double, _ high: Double) -> [Float] {
        (0..<100_000).map { Float(low * pow(high / low, Double($0) / 99_999)) }
    }
}

/// How far the results of `function`, as compiled into the kernels, are from the exact ones in double precision where
/// they are farthest, relatively.
func worstError(
    of function: (borrowing Samples, inout Samples) -> Void,
    at points: [Float],
    exact: (Double) -> Double
) -> Double {
    var results = Samples(repeating: 0, count: points.count)
    function(Samples(points), &results)
    return points.indices.reduce(0) { worst, index in
        let expected = exact(Double(points[index]))
        let difference = abs(Double(results[index]) - expected)
        return difference == 0 ? worst : max(worst, difference / abs(expected))
    }
}

/// The exponential integral E1 in double precision.
///
/// - Source: Abramowitz and Stegun 1964, 5.1.11 (series) and 5.1.22 (continued fraction).
func exactExponentialIntegral(_ v: Double) -> Double {
    guard v > 1 else {
        var power = 1.0
        var sum = -0.577_215_664_901_532_86 - log(v)
        for k in 1...40 {
            power *= -v / Double(k)
            sum -= power / Double(k)
        }
        return sum
    }
    let fraction = stride(from: 300.0, through: 1, by: -1).reduce(0) { $1 / (1 + $1 / (v + $0)) }
    return exp(-v) / (v + fraction)
}
