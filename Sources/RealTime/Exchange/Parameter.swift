internal import Synchronization

/// One number that control code sets and the audio thread reads.
///
/// The latest value wins; nothing orders it against other memory, and nothing needs to.
///
/// - Real time: every member but `init`.
public final class Parameter: Sendable {
    // Relaxed throughout: the number stands alone.
    private let bits: Atomic<UInt32>

    /// Makes a parameter that holds `value`.
    public init(_ value: Float) {
        bits = Atomic(value.bitPattern)
    }

    /// The latest value.
    public var value: Float {
        get { Float(bitPattern: bits.load(ordering: .relaxed)) }
        set { bits.store(newValue.bitPattern, ordering: .relaxed) }
    }
}
