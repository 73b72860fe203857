internal import Glibc
internal import Synchronization

/// How often each duration occurred, in steps of a quarter octave from 1 µs to 16 s; written by one thread, read by any.
public final class DurationHistogram: Sendable {
    private static let stepsPerOctave = 4.0
    private let counters = (0..<98).map { _ in Counter() }
    private let longest = Reading()

    /// Makes an empty histogram.
    public init() {}

    /// Counts one duration.
    ///
    /// - Real time: yes.
    public func add(nanoseconds: Int) {
        let octaves = log2(max(1, Double(nanoseconds) / 1000))
        counters[min(Int(octaves * Self.stepsPerOctave), counters.count - 1)].increment()
        if Double(nanoseconds) > longest.value { longest.value = Double(nanoseconds) }
    }

    /// The durations counted.
    public var count: Int { counters.reduce(0) { $0 + $1.value } }

    /// The longest duration, in milliseconds.
    public var longestMilliseconds: Double { longest.value / 1e6 }

    /// The upper edge of the step below which `share` of all durations stay, in milliseconds; zero when none were counted.
    public func milliseconds(below share: Double) -> Double {
        let total = count
        var seen = 0
        for (index, counter) in counters.enumerated() {
            seen += counter.value
            if total > 0, Double(seen) >= share * Double(total) {
                return min(exp2(Double(index + 1) / Self.stepsPerOctave) / 1000, longestMilliseconds)
            }
        }
        return 0
    }
}
