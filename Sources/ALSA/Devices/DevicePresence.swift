internal import Glibc
internal import RealTime

/// Notices when sound devices come, go, or become permitted, from their folder; where there is none it only waits.
///
/// - Real time: no.
final class DevicePresence {
    private static let folder = "/dev/snd"
    private var descriptor: Int32 = -1

    deinit {
        forget()
    }

    /// Stops watching.
    func forget() {
        if descriptor >= 0 { Glibc.close(descriptor) }
        descriptor = -1
    }

    /// Returns when something has changed since the last call, which it says, or after `milliseconds`.
    func wait(milliseconds: Int) -> Bool {
        watch()
        guard descriptor >= 0 else {
            MonotonicTime.sleep(until: MonotonicTime.now() + milliseconds * 1_000_000)
            return false
        }
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard unsafe poll(&request, 1, Int32(clamping: milliseconds)) > 0 else { return false }
        // A card brings many files, and their permissions come last.
        MonotonicTime.sleep(until: MonotonicTime.now() + 20_000_000)
        var events = InlineArray<4096, UInt8>(repeating: 0)
        var view = events.mutableSpan
        while unsafe view.withUnsafeMutableBytes({ unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) })
            > 0
        {}
        return true
    }

    private func watch() {
        guard descriptor < 0 else { return }
        descriptor = inotify_init1(Int32(O_NONBLOCK | O_CLOEXEC))
        guard descriptor >= 0 else { return }
        let events = UInt32(IN_CREATE | IN_ATTRIB | IN_DELETE)
        if unsafe inotify_add_watch(descriptor, Self.folder, events) < 0 { forget() }
    }
}
