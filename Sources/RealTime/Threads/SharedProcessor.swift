internal import CLinux
internal import Glibc

/// Real-time threads that wake one another in turn, kept on one processor until one of them comes late.
///
/// The system moves a real-time thread away that has woken a more urgent one, for good: from then on each block crosses
/// processors, and waking the other one costs as much as cleaning the block. Together they leave it asleep.
/// They go their own ways as soon as sound suffers, for whatever reason, since another program of higher priority could hold
/// that processor.
public final class SharedProcessor: Sendable {
    fileprivate let isLeft = AtomicFlag()
    // A bit each, for as many as Linux is built for by its distributors.
    private let allowed: [UInt]

    /// Takes note of the processors that the caller may use.
    ///
    /// - Real time: no.
    public init() {
        var words = [UInt](repeating: 0, count: 8192 / UInt.bitWidth)
        unsafe words.withUnsafeMutableBufferPointer { words in
            unsafe linux_processors(words.baseAddress, words.count)
        }
        allowed = words
    }

    /// Keeps a thread on the processor of the caller.
    ///
    /// - Real time: no.
    public func hold(_ thread: borrowing AudioThread) { thread.hold() }

    /// Lets the calling thread run where it might before.
    fileprivate func free() {
        unsafe allowed.withUnsafeBufferPointer { words in
            unsafe linux_thread_free(words.baseAddress, words.count)
        }
    }
}

/// One thread's part in a `SharedProcessor`.
///
/// - Real time: every member.
public struct ProcessorShare: Sendable {
    private let processor: SharedProcessor
    private var isHeld = true

    /// The part of a thread that will be held, or not.
    public init(_ processor: SharedProcessor) { self.processor = processor }

    /// Goes its own way where one of the others did.
    public mutating func follow() {
        guard isHeld, processor.isLeft.isSet else { return }
        isHeld = false
        processor.free()
    }

    /// Goes its own way, and the others with it when they look next.
    public mutating func leave() {
        processor.isLeft.isSet = true
        follow()
    }
}
