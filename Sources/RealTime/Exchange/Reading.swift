internal import Synchronization

/// A measured value that one thread writes and others read, with the precision of a `Double`.
public final class Reading: Sendable {
    private let bits: Atomic<UInt64>

    /// Makes a reading that stands at `value`.
    public init(_ value: Double = 0) {
        bits = Atomic(value.bitPattern)
    }

    /// The value; relaxed, it orders nothing else.
    ///
    /// - Real time: yes.
    public var value: Double {
        get { Double(bitPattern: bits.load(ordering: .relaxed)) }
        set { bits.store(newValue.bitPattern, ordering: .relaxed) }
    }
}
