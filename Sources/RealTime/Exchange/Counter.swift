internal import Synchronization

/// A count that the audio thread raises and control code reads.
///
/// - Real time: every member but `init`.
public final class Counter: Sendable {
    // Relaxed throughout: a reader may be a moment late, never wrong.
    private let count = Atomic<Int>(0)

    /// Makes a counter at zero.
    public init() {}

    /// Adds `amount`.
    public func increment(by amount: Int = 1) {
        count.wrappingAdd(amount, ordering: .relaxed)
    }

    /// The count so far.
    public var value: Int { count.load(ordering: .relaxed) }
}
