internal import Glibc
public import RealTime

// Unchecked: one thread at a time uses it, and threads are started and ended between.
/// A tone, or silence, as a microphone would give it: on time.
public final class ToneCapture: CaptureDevice, @unchecked Sendable {
    /// What its user calls it.
    public let name: String
    private let shape: DeviceShape
    private let frequency: Double
    private let amplitude: Double
    private var clock: PacedClock
    private var framesRead = 0

    /// Makes a tone of `frequency` hertz that peaks at `amplitude`; zero is silence.
    ///
    /// - Precondition: the shape's period is at least one frame.
    public init(
        name: String,
        frequency: Double,
        amplitude: Double,
        format: StreamFormat,
        periodSeconds: Double
    ) {
        self.name = name
        self.frequency = frequency
        self.amplitude = amplitude
        let period = max(1, Int(periodSeconds * Double(format.sampleRate)))
        shape = DeviceShape(format: format, periodFrames: period, bufferFrames: format.sampleRate)
        clock = PacedClock(sampleRate: format.sampleRate)
    }

    /// Yes, the monotonic clock.
    public var hasClock: Bool { true }

    /// Starts the clock.
    public func open() -> DeviceShape {
        clock.restart()
        framesRead = 0
        return shape
    }

    /// Stops the clock.
    public func close() { clock.stop() }

    /// Gives whole periods as they become due.
    public func read(into samples: inout Samples, frames: Int, timeoutMilliseconds: Int) -> Transfer {
        let due = clock.moment(of: framesRead + shape.periodFrames)
        MonotonicTime.sleep(until: min(due, MonotonicTime.now() + timeoutMilliseconds * 1_000_000))
        let waiting = clock.frames - framesRead
        if waiting > shape.bufferFrames {
            framesRead += waiting
            return .overrun(lost: waiting)
        }
        let count = min(frames, waiting / shape.periodFrames * shape.periodFrames)
        fill(&samples, count)
        framesRead += count
        return .frames(count)
    }

    // A sine is the last two times twice the cosine of the step, less the one before, which is far cheaper than `sin`;
    // begun anew with each block, so that nothing adds up.
    private func fill(_ samples: inout Samples, _ count: Int) {
        let channels = shape.format.channels
        let step = 2 * Double.pi * frequency / Double(shape.format.sampleRate)
        let factor = 2 * cos(step)
        var value = amplitude * sin(step * Double(framesRead))
        var before = amplitude * sin(step * Double(framesRead - 1))
        for frame in 0..<count {
            for channel in 0..<channels { samples[frame * channels + channel] = Float(value) }
            (value, before) = (factor * value - before, value)
        }
    }

    /// Frames that are due.
    public func pending() -> Int { max(0, clock.frames - framesRead) }
}
