/// When a slow engine is replaced by a cheaper one, and when it is tried again: after a minute, then after two and so on.
struct Degradation {
    /// What is to be done now.
    enum Decision: Equatable {
        case stay, degrade, restore
    }

    private static let firstPause = 60_000_000_000
    private static let longestPause = 3_600_000_000_000
    private var degradedAt: Int?
    private var pause = Self.firstPause / 2

    /// Decides.
    ///
    /// - Parameters:
    ///   - isTooSlow: whether the engine that runs keeps missing its deadlines.
    ///   - now: nanoseconds of a clock that never jumps.
    /// - Returns: what is to be done now.
    mutating func decide(isTooSlow: Bool, now: Int) -> Decision {
        if let since = degradedAt {
            guard now - since >= pause else { return .stay }
            degradedAt = nil
            return .restore
        }
        guard isTooSlow else { return .stay }
        degradedAt = now
        pause = min(pause * 2, Self.longestPause)
        return .degrade
    }
}
