import Engine
import RealTime

/// A stop that was asked for, and how long a device is waited for that does not let go.
///
/// A sound server that hangs holds up whoever closes one of its devices, for ever.
struct LiveStop {
    private var askedAt: Int?

    /// Whether the end was asked for.
    var isAsked: Bool { askedAt != nil }

    /// Asks for the end; only the first time counts.
    mutating func ask() { askedAt = askedAt ?? MonotonicTime.now() }

    /// Whether only devices that do not answer keep `engine` from its end, and were waited for long enough.
    func isHeldUp(_ engine: LiveEngine) -> Bool {
        guard let askedAt, engine.hasSettled, !engine.hasEnded else { return false }
        return MonotonicTime.now() - askedAt > Self.patience
    }

    // Nanoseconds: longer than it takes to play what a server has been given.
    private static let patience = 3_000_000_000
}
