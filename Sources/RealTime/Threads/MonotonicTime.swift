internal import Glibc

/// Points on the clock that never jumps.
public enum MonotonicTime {
    /// Nanoseconds since some fixed moment.
    ///
    /// - Real time: yes.
    public static func now() -> Int {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }

    /// Waits until `moment`, without drifting however late the thread is woken.
    ///
    /// - Units: nanoseconds, as `now` gives them.
    /// - Real time: yes, it waits.
    public static func sleep(until moment: Int) {
        var time = timespec()
        time.tv_sec = moment / 1_000_000_000
        time.tv_nsec = moment % 1_000_000_000
        while unsafe clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, nil) == EINTR {}
    }
}
