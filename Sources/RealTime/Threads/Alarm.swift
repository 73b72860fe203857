internal import CLinux
internal import Glibc

/// A time that a thread sleeps for and others put off, which wakes nobody.
final class Alarm: Sendable {
    private let descriptor = linux_alarm_open()

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Whether the system had one.
    var isThere: Bool { descriptor >= 0 }

    /// Sets the time, in nanoseconds from now, in place of the one before.
    ///
    /// - Real time: yes.
    func set(nanoseconds: Int) { linux_alarm_set(descriptor, nanoseconds) }

    /// Sleeps until the time that was set last has come; false where that cannot be.
    func wait() -> Bool { linux_alarm_wait(descriptor) }
}
