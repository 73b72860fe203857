/// What one attempt to move sound to or from a device came to.
public enum Transfer: Sendable, Equatable {
    /// So many frames were moved; zero when none were due in time.
    case frames(Int)
    /// The device had stopped because we came late, and is ready again; `lost` frames of its time passed without us.
    case overrun(lost: Int)
    /// The device had been suspended and is ready again; `lost` frames of its time passed without us.
    case resumed(lost: Int)
    /// The device is gone or refuses to work; it must be closed and opened anew.
    case gone(DeviceLoss)
    /// The stream has ended for good: a file, or a pipe whose other side has closed.
    case ended
}

/// Why a device that was open can no longer be used.
public enum DeviceLoss: Int, Sendable, Equatable, CaseIterable {
    /// It was taken out, or its driver or server has gone.
    case unplugged
    /// It fails at reading or writing, again and again.
    case failing
    /// It has given or taken nothing for far longer than its period.
    case stalled
    /// Another device that is preferred to it has come back.
    case superseded
}
