import AudioIO
import RealTime
import Synchronization

/// A loudspeaker that goes with a certain write and cannot be opened again.
final class LostSpeaker: PlaybackDevice {
    let name = "lost"
    let hasClock = true
    private let device: NullPlayback
    private let writes = Atomic<Int>(0)

    private let lifetime: Int

    init(_ format: StreamFormat, writes lifetime: Int = 100) {
        self.lifetime = lifetime
        device = NullPlayback(format: format, periodSeconds: 0.005, bufferSeconds: 0.5)
    }

    /// How often somebody has tried to write.
    var attempts: Int { writes.load(ordering: .relaxed) }

    func open() throws(AudioError) -> DeviceShape {
        guard attempts < lifetime else { throw AudioError(.unavailable, at: name, "it has gone for good") }
        return device.open()
    }

    func close() { device.close() }

    func write(_ samples: borrowing Samples, from start: Int, frames: Int) -> Transfer {
        guard writes.wrappingAdd(1, ordering: .relaxed).newValue < lifetime else { return .gone(.unplugged) }
        return device.write(samples, from: start, frames: frames)
    }

    func delay() -> Int { device.delay() }

    func waitForReturn(timeoutMilliseconds: Int) -> Bool {
        MonotonicTime.sleep(until: MonotonicTime.now() + timeoutMilliseconds * 1_000_000)
        return false
    }
}

/// A microphone that goes after half a second and cannot be opened again.
final class LostMicrophone: CaptureDevice {
    let name = "lost"
    let hasClock = true
    private let tone: ToneCapture
    private let reads = Atomic<Int>(0)

    init(_ format: StreamFormat) {
        tone = .short(format)
    }

    func open() throws(AudioError) -> DeviceShape {
        guard reads.load(ordering: .relaxed) < 100 else {
            throw AudioError(.unavailable, at: name, "it has gone for good")
        }
        return tone.open()
    }

    func close() { tone.close() }

    func read(into samples: inout Samples, frames: Int, timeoutMilliseconds: Int) -> Transfer {
        guard reads.wrappingAdd(1, ordering: .relaxed).newValue < 100 else { return .gone(.unplugged) }
        return tone.read(into: &samples, frames: frames, timeoutMilliseconds: timeoutMilliseconds)
    }

    func pending() -> Int { tone.pending() }

    func waitForReturn(timeoutMilliseconds: Int) -> Bool {
        MonotonicTime.sleep(until: MonotonicTime.now() + timeoutMilliseconds * 1_000_000)
        return false
    }
}
