import Engine
import RealTime

/// What the system did not grant, and what that means to who listens.
enum LiveWarnings {
    /// The lines that are due.
    static func lines(_ engine: LiveEngine) -> [String] {
        var lines: [String] = []
        if engine.scheduling == .ordinary {
            lines.append(
                "no real-time priority: the limit RLIMIT_RTPRIO is 0, so a busy machine may be heard; see README, real time"
            )
        }
        if !engine.isMemoryLocked {
            lines.append(
                "memory could not be locked: the limit RLIMIT_MEMLOCK is too low, so a machine short of memory may be "
                    + "heard; see README, real time"
            )
        }
        return lines
    }
}
