internal import Synchronization

/// A yes or no that any thread may set and read.
public final class AtomicFlag: Sendable {
    private let state: Atomic<Bool>

    /// Makes a flag.
    public init(_ isSet: Bool = false) {
        state = Atomic(isSet)
    }

    /// Whether it is set; what was written before it was set is visible to who sees it set.
    ///
    /// - Real time: yes.
    public var isSet: Bool {
        get { state.load(ordering: .acquiring) }
        set { state.store(newValue, ordering: .releasing) }
    }

    /// Clears it and says whether it was set.
    ///
    /// - Real time: yes.
    public func take() -> Bool { state.exchange(false, ordering: .acquiringAndReleasing) }
}
