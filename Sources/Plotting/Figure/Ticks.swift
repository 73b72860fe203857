internal import Glibc

/// A mark on an axis.
public struct Tick: Sendable, Equatable {
    /// Where it is, in the axis's units.
    public let value: Double
    /// What stands beside it.
    public let label: String
}

/// Marks at round numbers.
public enum Ticks {
    /// The most marks, up to `count`, that lie in `range` at multiples of 1, 2 or 5 times a power of ten.
    ///
    /// - Precondition: `range` is not empty, its ends are at most 1e12 of its lengths away from zero, `count > 0`.
    public static func round(over range: ClosedRange<Double>, atMost count: Int) -> [Tick] {
        let span = range.upperBound - range.lowerBound
        precondition(count > 0 && span > 0)
        // Ten times too fine to begin with, so that no step that fits is passed by.
        var step = DecimalStep(mantissa: 1, exponent: Int(log10(span / Double(count)).rounded(.down)) - 1)
        while step.multiples(in: range).count > count { step = step.next }
        return step.multiples(in: range).map { Tick(value: step.value(of: $0), label: step.label(of: $0)) }
    }

    /// Marks of a time axis: seconds, and from two minutes on minutes and seconds.
    ///
    /// - Units: seconds.
    /// - Precondition: as for `round`; no time is negative.
    public static func time(over range: ClosedRange<Double>, atMost count: Int) -> [Tick] {
        let span = range.upperBound - range.lowerBound
        guard range.upperBound >= 120, span >= Double(count) else { return round(over: range, atMost: count) }
        let day = 86_400
        let steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 18_000, 36_000, day]
        let step =
            steps.first { multiples(of: $0, in: range).count <= count }
            ?? day * (1 + Int(span) / day / count)
        return multiples(of: step, in: range).map { Tick(value: Double($0 * step), label: clock($0 * step)) }
    }

    private static func multiples(of step: Int, in range: ClosedRange<Double>) -> Range<Int> {
        let lowest = Int((range.lowerBound / Double(step)).rounded(.up))
        return lowest..<max(lowest, 1 + Int((range.upperBound / Double(step)).rounded(.down)))
    }

    private static func clock(_ seconds: Int) -> String {
        func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
        let rest = twoDigits(seconds % 60)
        return hours > 0 ? "\(hours):\(twoDigits(minutes)):\(rest)" : "\(minutes):\(rest)"
    }
}
