internal import Glibc
internal import Synchronization

/// The end of the pipe that the signal handler writes to; there is one set of signal handlers in a process.
private let writingEnd = Atomic<Int32>(-1)

/// SIGINT and SIGTERM as a descriptor that becomes readable, so that a waiting read can be ended and the rest flushed.
///
/// The first signal asks; a second one of the same kind ends the program as usual, for when the flushing hangs too.
public struct StopSignals: ~Copyable, Sendable {
    /// Readable from the first signal on; give it to a `PCMSource`.
    public let descriptor: Int32

    /// Opens the descriptor and takes over both signals.
    ///
    /// - Precondition: there is no other such value in the process.
    /// - Throws: `inputOutput` when the system has no descriptors left.
    public init() throws(AudioError) {
        var ends: InlineArray<2, Int32> = [-1, -1]
        var view = ends.mutableSpan
        let result = unsafe view.withUnsafeMutableBufferPointer { unsafe Glibc.pipe($0.baseAddress) }
        guard result == 0 else {
            throw SystemError.latest.duringTransfer(at: "signals", doing: "watch SIGINT and SIGTERM")
        }
        descriptor = ends[0]
        for index in ends.indices {
            _ = fcntl(ends[index], F_SETFD, FD_CLOEXEC)
        }
        let previous = writingEnd.exchange(ends[1], ordering: .sequentiallyConsistent)
        precondition(previous < 0, "signals can be watched in one place only")
        // Whoever started the program may have blocked them, as thread pools do; blocked, they would never stop it.
        var stopping = sigset_t()
        unsafe sigemptyset(&stopping)
        for number in [SIGINT, SIGTERM] {
            unsafe sigaddset(&stopping, number)
        }
        unsafe pthread_sigmask(SIG_UNBLOCK, &stopping, nil)
        for number in [SIGINT, SIGTERM] {
            // Only calls that may be made from a handler: the default action comes back and a byte wakes the reader.
            signal(number) { number in
                let interrupted = errno
                signal(number, SIG_DFL)
                var mark: UInt8 = 1
                _ = unsafe Glibc.write(writingEnd.load(ordering: .relaxed), &mark, 1)
                errno = interrupted
            }
        }
    }

    deinit {
        for number in [SIGINT, SIGTERM] {
            signal(number, SIG_DFL)
        }
        _ = Glibc.close(writingEnd.exchange(-1, ordering: .sequentiallyConsistent))
        _ = Glibc.close(descriptor)
    }

    /// Whether a signal has come.
    public var isRaised: Bool { Self.isRaised(descriptor) }

    /// Whether a signal has come at `descriptor`, for threads that cannot borrow the value itself.
    public static func isRaised(_ descriptor: Int32) -> Bool {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&entry, 1, 0) > 0
    }
}
