/// Decides when sound must go out uncleaned because cleaning has used up its time, and when the engine is too slow for
/// this machine.
///
/// Blocks lend each other time: one that is cleaned quickly pays for one that is not, as long as the playback fill
/// covers the debt.
public struct DeadlinePolicy: Sendable {
    /// What the next block does.
    public enum Verdict: Sendable, Equatable {
        /// It is cleaned.
        case clean
        /// It passes uncleaned, so that the debt is paid back.
        case pass
    }

    /// The misses within `window` that show an engine to be too slow.
    public static let missesThatDegrade = 8
    /// The time over which misses are counted, in seconds.
    public static let window = 3.0

    private let allowance: Double
    private var debt = 0.0
    private var isPaying = false
    private var misses = 0
    private var secondsInWindow = 0.0

    /// Times that the debt was exceeded since the start.
    public private(set) var totalMisses = 0
    /// Whether the engine keeps missing; stays until `forgive`.
    public private(set) var isTooSlow = false

    /// Makes a policy that allows a debt of `allowance` seconds.
    public init(allowance: Double) {
        self.allowance = allowance
    }

    /// Takes what a block has cost and says what the next one does.
    ///
    /// - Parameters:
    ///   - spent: the time that the block took, in seconds.
    ///   - duration: the time that the block lasts, in seconds.
    /// - Returns: what the next block does.
    /// - Real time: yes.
    public mutating func next(spent: Double, duration: Double) -> Verdict {
        secondsInWindow += duration
        if secondsInWindow > Self.window {
            secondsInWindow = 0
            misses = 0
        }
        // An idle block ends a debt: what was late has been put out late, and the time is over.
        debt = max(0, debt + spent - duration)
        if debt > allowance, !isPaying {
            isPaying = true
            totalMisses += 1
            misses += 1
            if misses >= Self.missesThatDegrade { isTooSlow = true }
        }
        if debt == 0 { isPaying = false }
        return isPaying ? .pass : .clean
    }

    /// Starts counting anew, for another engine.
    ///
    /// - Real time: yes.
    public mutating func forgive() {
        debt = 0
        isPaying = false
        misses = 0
        secondsInWindow = 0
        isTooSlow = false
    }
}
