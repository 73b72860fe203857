internal import CLinux
internal import Glibc

/// Lets one thread wait, with a limit, until another has something for it.
///
/// Calls that come before the wait are not lost; several count as one.
public final class WakeUp: Sendable {
    private let descriptor: Int32

    /// Opens the descriptor.
    ///
    /// - Precondition: the system has a descriptor left.
    /// - Real time: no.
    public init() {
        descriptor = linux_event_open()
        precondition(descriptor >= 0, "the system has no descriptor left")
    }

    deinit {
        _ = close(descriptor)
    }

    /// Wakes the waiting thread, or lets its next wait return at once.
    ///
    /// - Real time: yes.
    public func call() {
        linux_event_call(descriptor)
    }

    /// Waits for a call, at most so long; true when one came.
    ///
    /// - Real time: yes, it waits.
    @discardableResult
    public func wait(nanoseconds: Int) -> Bool {
        linux_event_wait(descriptor, nanoseconds)
    }
}
