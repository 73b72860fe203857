internal import Glibc

/// How often each level occurred, in steps of half a decibel: the noise level of a stream of any length in little room.
///
/// - Real time: every member but `init`.
public struct LevelHistogram: Sendable {
    private var counts = [Int](repeating: 0, count: 301)
    private var total = 0
    private static let lowest: Float = -140

    /// Makes an empty histogram.
    public init() {}

    /// Counts one hop with the given mean square.
    ///
    /// - Units: linear, full scale one; silence and powers below −140 dB are not counted.
    public mutating func add(power: Float) {
        let level = 10 * log10f(power)
        guard level >= Self.lowest else { return }
        // Bounded before the conversion, which an infinite level would trap.
        counts[Int(min((level - Self.lowest) * 2, Float(counts.count - 1)))] += 1
        total += 1
    }

    /// The level that `share` of all hops stay below; nil when nothing was counted.
    ///
    /// - Units: decibels to full scale; `share` from 0 to 1.
    public func level(below share: Float) -> Float? {
        guard total > 0 else { return nil }
        var seen = 0
        for (index, count) in counts.enumerated() {
            seen += count
            if Float(seen) >= share * Float(total), seen > 0 { return Self.lowest + Float(index) / 2 }
        }
        return nil
    }
}
