internal import CLinux
internal import Glibc

/// A thread for sound: with real-time priority where the system grants it, denormals as zero, its stack in memory.
public struct AudioThread: ~Copyable {
    private let thread: pthread_t

    /// What the system granted.
    public let scheduling: Scheduling

    /// How a thread is scheduled.
    public enum Scheduling: Sendable, Equatable {
        /// First-in first-out, before every ordinary thread, at this priority.
        case realTime(priority: Int32)
        /// Like any other thread.
        case ordinary
    }

    private final class Start {
        let body: () -> Void
        let name: String
        let touchesStack: Bool
        init(name: String, touchesStack: Bool, body: @escaping () -> Void) {
            self.name = name
            self.touchesStack = touchesStack
            self.body = body
        }
    }

    /// Starts a thread that runs `body` once.
    ///
    /// - Parameters:
    ///   - name: what `top -H` shows, at most 15 bytes.
    ///   - priority: the real-time priority that is asked for; nil asks for none.
    ///   - touchesStack: whether 128 KiB of its stack are in memory from the start.
    ///   - body: the work.
    /// - Real time: no.
    public init(
        name: String,
        priority: Int32?,
        touchesStack: Bool = true,
        body: sending @escaping () -> Void
    ) {
        let start = unsafe Unmanaged.passRetained(Start(name: name, touchesStack: touchesStack, body: body))
        // Stop signals belong to the thread that waits for them: an audio thread that takes one is late.
        var all = sigset_t()
        var previous = sigset_t()
        unsafe sigfillset(&all)
        unsafe sigdelset(&all, SIGXCPU)
        unsafe pthread_sigmask(SIG_BLOCK, &all, &previous)
        var created = pthread_t()
        let result = unsafe linux_thread_start(
            &created,
            { argument in
                guard let argument = unsafe argument else { return nil }
                let start = unsafe Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
                unsafe linux_thread_name(start.name)
                FlushToZero.enable()
                if start.touchesStack { linux_stack_touch() }
                start.body()
                return nil
            },
            unsafe start.toOpaque()
        )
        unsafe pthread_sigmask(SIG_SETMASK, &previous, nil)
        precondition(result == 0, "the system has no thread left")
        thread = created
        scheduling = priority.map { RealTimePriority.grant($0, to: created) } ?? .ordinary
    }

    /// Does work that is not for a real-time thread, such as opening a device, as an ordinary one.
    public static func withOrdinaryPriority<Result>(_ work: () -> Result) -> Result {
        let priority = linux_thread_priority()
        guard priority > 0 else { return work() }
        linux_thread_ordinary()
        defer { _ = linux_thread_real_time(pthread_self(), priority) }
        return work()
    }

    /// Waits until the thread's work is done; without it the thread ends on its own.
    public consuming func join() {
        _ = pthread_join(thread, nil)
        discard self
    }

    deinit {
        pthread_detach(thread)
    }
}
