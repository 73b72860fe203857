internal import Synchronization

/// A one-place mailbox that carries an object between a control thread and the audio thread.
///
/// Control offers a replacement; the audio thread swaps it for the one in use and sends the old one back through a
/// second mailbox, so that it is freed where it was made. An offer that nobody has taken is replaced by the next.
///
/// A queue was rejected: of two waiting replacements only the later one matters.
@safe
public final class Handoff<Value: ~Copyable & Sendable>: Sendable {
    // The box travels through this word. Whoever exchanges it out owns it: acquire to see the value that the other
    // side wrote, release to show ours.
    private let place = Atomic<UInt>(0)

    /// Makes an empty mailbox.
    ///
    /// - Real time: no.
    public init() {}

    deinit {
        destroy(place.exchange(0, ordering: .acquiring))
    }

    /// Places `value` and frees an earlier one that was not taken.
    ///
    /// - Real time: no (allocates).
    public func offer(_ value: consuming Value) {
        let box = UnsafeMutablePointer<Value>.allocate(capacity: 1)
        unsafe box.initialize(to: value)
        destroy(place.exchange(UInt(bitPattern: box), ordering: .acquiringAndReleasing))
    }

    /// Takes the waiting value, or nil.
    ///
    /// - Real time: no (frees the box).
    public func take() -> Value? {
        let word = place.exchange(0, ordering: .acquiring)
        guard let box = unsafe UnsafeMutablePointer<Value>(bitPattern: word) else { return nil }
        let value = unsafe box.move()
        unsafe box.deallocate()
        return value
    }

    /// Whether a value waits.
    ///
    /// - Real time: yes.
    public var isWaiting: Bool { place.load(ordering: .relaxed) != 0 }

    /// Swaps `current` for the waiting value and leaves the old one in `retiring`; false, and nothing changed, when
    /// none waits or `retiring` still holds an earlier one.
    ///
    /// - Precondition: only one thread calls this for a given pair of mailboxes.
    /// - Real time: yes; the box that brought the new value takes the old one back.
    public func takeIfWaiting(swappingWith current: inout Value, retiring: Handoff) -> Bool {
        guard retiring.place.load(ordering: .relaxed) == 0 else { return false }
        let word = place.exchange(0, ordering: .acquiring)
        guard let box = unsafe UnsafeMutablePointer<Value>(bitPattern: word) else { return false }
        unsafe swap(&box.pointee, &current)
        retiring.place.store(word, ordering: .releasing)
        return true
    }

    private func destroy(_ word: UInt) {
        guard let box = unsafe UnsafeMutablePointer<Value>(bitPattern: word) else { return }
        unsafe box.deinitialize(count: 1)
        unsafe box.deallocate()
    }
}
