internal import AudioIO
internal import CALSA
internal import RealTime

/// Brings a stream back after an error, and counts what did not help.
///
/// It never sleeps as long as a buffer lasts: a long pause would be the next overrun.
///
/// - Source: the recovery table of the README.
struct Recovery {
    /// What an error asks for.
    enum Step: Equatable {
        /// Nothing happened; try again.
        case again
        /// The stream has been prepared: after a stop of its own making, or a suspension.
        case restarted(wasSuspended: Bool)
        /// A suspension has ended and the captured stream runs on by itself.
        case resumed
        /// Still suspended.
        case waits
        case gone(DeviceLoss)
    }

    // How long a driver may say "not yet" before it is prepared anew, and before it is given up.
    private static let patience = 2_000_000_000
    private static let limit = 10_000_000_000

    private var suspendedSince: Int?
    private var failures = 0

    /// Says that sound was moved, so that what failed before does not count any more.
    mutating func succeeded() {
        failures = 0
        suspendedSince = nil
    }

    /// Does what `code`, a negative `errno`, asks for.
    ///
    /// - Real time: yes.
    mutating func handle(_ code: Int, of pcm: PCM) -> Step {
        if pcm.state == SND_PCM_STATE_DISCONNECTED { return .gone(.unplugged) }
        switch -Int32(truncatingIfNeeded: code) {
        case EAGAIN, EINTR: return .again
        case ESTRPIPE: return wake(pcm)
        case ENODEV, ENOENT, ENXIO, EBADFD, EBADF, ESHUTDOWN, ECONNREFUSED, ECONNRESET:
            return .gone(.unplugged)
        case EPIPE:
            failures += 1
            // A stream that stops each time before anything moves is no stream.
            return failures > 50 ? .gone(.failing) : prepare(pcm, wasSuspended: false)
        default:
            failures += 25
            return failures > 50 ? .gone(.failing) : prepare(pcm, wasSuspended: false)
        }
    }

    private mutating func wake(_ pcm: PCM) -> Step {
        let now = MonotonicTime.now()
        let since = suspendedSince ?? now
        suspendedSince = since
        let code = pcm.resume()
        // Plug-ins say yes whatever came of it.
        if code == 0, pcm.state == SND_PCM_STATE_RUNNING {
            if pcm.direction == .capture { return .resumed }
            // What was to be heard before the pause is not wanted after it.
            _ = pcm.drop()
        }
        if code == -EAGAIN, now - since < Self.patience { return .waits }
        return prepare(pcm, wasSuspended: true)
    }

    private mutating func prepare(_ pcm: PCM, wasSuspended: Bool) -> Step {
        let code = pcm.prepare()
        if code >= 0 { return .restarted(wasSuspended: wasSuspended) }
        if -code == ENODEV || pcm.state == SND_PCM_STATE_DISCONNECTED { return .gone(.unplugged) }
        if wasSuspended, let since = suspendedSince, MonotonicTime.now() - since < Self.limit {
            return .waits
        }
        if -code == EAGAIN { return .again }
        return .gone(-code == ENOENT || -code == EBADFD ? .unplugged : .failing)
    }
}
