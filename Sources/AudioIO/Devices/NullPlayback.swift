public import RealTime

// Unchecked: one thread at a time uses it, and threads are started and ended between.
/// A loudspeaker that nobody hears: it takes sound on time and throws it away.
public final class NullPlayback: PlaybackDevice, @unchecked Sendable {
    /// What its user calls it.
    public let name = "null"
    private let shape: DeviceShape
    private var clock: PacedClock
    private var framesWritten = 0

    /// Makes a device of `format` that holds `bufferSeconds`.
    public init(format: StreamFormat, periodSeconds: Double, bufferSeconds: Double = 0.2) {
        let rate = Double(format.sampleRate)
        shape = DeviceShape(
            format: format,
            periodFrames: max(1, Int(periodSeconds * rate)),
            bufferFrames: max(1, Int(bufferSeconds * rate))
        )
        clock = PacedClock(sampleRate: format.sampleRate)
    }

    /// Yes, the monotonic clock.
    public var hasClock: Bool { true }

    /// Gives the shape; the clock starts at the first write.
    public func open() -> DeviceShape {
        framesWritten = 0
        return shape
    }

    /// Waits until what was written is over, and stops the clock.
    public func close() {
        if clock.isRunning { MonotonicTime.sleep(until: clock.moment(of: framesWritten)) }
        clock.stop()
    }

    /// Takes what fits.
    public func write(_ samples: borrowing Samples, from start: Int, frames: Int) -> Transfer {
        if !clock.isRunning {
            clock.restart()
            framesWritten = 0
        }
        let late = clock.frames - framesWritten
        if late > 0 {
            clock.stop()
            return .overrun(lost: late)
        }
        let count = min(frames, shape.bufferFrames + late)
        framesWritten += count
        return .frames(count)
    }

    /// Frames that are not over yet.
    public func delay() -> Int { max(0, framesWritten - clock.frames) }
}
