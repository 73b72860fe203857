import RealTime
import TestSignals

/// Lengths that end at every place of a vector loop, and one long one.
let lengths = Array(0...67) + [1000]

/// Noise for a kernel.
func operand(_ count: Int, _ seed: UInt64, in range: ClosedRange<Float> = -1...1) -> Samples {
    var generator = SplitMix64(seed: seed)
    return Samples((0..<count).map { _ in Float.random(in: range, using: &generator) })
}

/// Whether every result is within 1e-5 of what is expected, relatively for values over one.
func isClose(_ results: borrowing Samples, _ expected: (Int) -> Float) -> Bool {
    for index in results.indices {
        let wanted = expected(index)
        guard abs(results[index] - wanted) <= 1e-5 * max(1, abs(wanted)) else { return false }
    }
    return true
}
