internal import CLinux
internal import Glibc
internal import Synchronization

/// Threads that lost their priority because they computed for too long without a pause.
private let demotedThreads = Atomic<Int>(0)

/// Real-time scheduling of threads, within what the system allows.
public enum RealTimePriority {
    /// Audio comes after interrupts (50) and before everything ordinary.
    public static let audio: Int32 = 30

    /// Asks for `priority` for `thread`, or the highest below it that the limit allows.
    static func grant(_ priority: Int32, to thread: pthread_t) -> AudioThread.Scheduling {
        // A privileged process may exceed the limit.
        for candidate in [priority, min(priority, linux_priority_limit())] where candidate > 0 {
            if linux_thread_real_time(thread, candidate) == 0 { return .realTime(priority: candidate) }
        }
        return .ordinary
    }

    /// Makes a thread that exceeds the system's limit of uninterrupted real-time computing an ordinary one, instead of
    /// having the process killed.
    ///
    /// - Source: setrlimit(2), RLIMIT_RTTIME: SIGXCPU at the soft limit, SIGKILL at the hard one.
    public static func demoteOnOverrun() {
        signal(SIGXCPU) { _ in
            let interrupted = errno
            linux_thread_ordinary()
            demotedThreads.wrappingAdd(1, ordering: .relaxed)
            errno = interrupted
        }
    }

    /// Threads that were demoted so far.
    public static var demotions: Int { demotedThreads.load(ordering: .relaxed) }
}
