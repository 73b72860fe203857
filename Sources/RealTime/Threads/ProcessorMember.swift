internal import CLinux
internal import Synchronization

/// A thread that is held on a processor, as the system numbers both.
///
/// - Real time: every member but `init`.
final class ProcessorMember: Sendable {
    private let allowed: [UInt]
    // Zero while none is held.
    private let thread = Atomic<Int32>(0)
    private let place = Atomic<Int32>(-1)
    private let priority = Atomic<Int32>(0)

    /// A thread that may run on those processors, a bit each.
    init(_ allowed: [UInt]) { self.allowed = allowed }

    /// Holds the calling thread there, at a priority that all have who are held there: who is woken would otherwise
    /// interrupt who wakes it, at the price of two more switches between them.
    func hold(on processor: Int32, priority shared: Int32) {
        let own = linux_thread_priority()
        place.store(processor, ordering: .relaxed)
        priority.store(own, ordering: .relaxed)
        // Before it is held, or a rescue in between would miss it.
        thread.store(linux_thread_number(), ordering: .releasing)
        _ = linux_thread_hold(processor)
        if own > 0 { linux_thread_level(0, shared) }
    }

    /// Lets the calling thread run where and as it did before, whether somebody else did meanwhile or not.
    func freeCaller() {
        thread.store(0, ordering: .releasing)
        free(0, from: -1)
    }

    /// Lets the thread run where and as it did before, and takes it away from where it may be waiting.
    func free() {
        let held = thread.exchange(0, ordering: .acquiringAndReleasing)
        if held > 0 { free(held, from: place.load(ordering: .relaxed)) }
    }

    private func free(_ thread: Int32, from place: Int32) {
        unsafe allowed.withUnsafeBufferPointer { words in
            unsafe linux_thread_free(thread, words.baseAddress, words.count, place)
        }
        let own = priority.load(ordering: .relaxed)
        if own > 0 { linux_thread_level(thread, own) }
    }
}
