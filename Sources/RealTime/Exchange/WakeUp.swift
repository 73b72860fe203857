internal import CLinux

// Unchecked: the word behind the pointer is only touched by the atomic operations of the two functions.
/// Lets one thread wait, with a limit, until another has something for it.
///
/// Calls that come before the wait are not lost; several count as one. One thread at a time waits. A futex, so that a
/// call costs nothing when nobody waits.
@safe
public final class WakeUp: @unchecked Sendable {
    private let place: UnsafeMutablePointer<linux_wake>

    /// Makes a place to wait at.
    ///
    /// - Real time: no.
    public init() {
        unsafe place = .allocate(capacity: 1)
        unsafe place.initialize(to: linux_wake())
    }

    deinit {
        unsafe place.deallocate()
    }

    /// Wakes the waiting thread, or lets its next wait return at once.
    ///
    /// - Real time: yes.
    public func call() {
        unsafe linux_wake_call(place)
    }

    /// Waits for a call, at most so long.
    ///
    /// - Returns: whether one came.
    /// - Real time: yes, it waits.
    @discardableResult
    public func wait(nanoseconds: Int) -> Bool {
        unsafe linux_wake_wait(place, nanoseconds)
    }
}
