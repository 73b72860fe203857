import AudioIO
import RealTime
import Synchronization

/// A loudspeaker that goes with the hundredth write and cannot be opened again.
final class LostSpeaker: PlaybackDevice {
    let name = "lost"
    let hasClock = true
    private let device: NullPlayback
    private let writes = Atomic<Int>(0)

    init(_ format: StreamFormat) {
        device = NullPlayback(format: format, periodSeconds: 0.005, bufferSeconds: 0.5)
    }

    func open() throws(AudioError) -> DeviceShape {
        guard writes.load(ordering: .relaxed) < 100 else {
            throw AudioError(.unavailable, at: name, "it has gone for good")
        }
        return device.open()
    }

    func close() { device.close() }

    func write(_ samples: borrowing Samples, from start: Int, frames: Int) -> Transfer {
        guard writes.wrappingAdd(1, ordering: .relaxed).newValue < 100 else { return .gone(.unplugged) }
        return device.write(samples, from: start, frames: frames)
    }

    func delay() -> Int { device.delay() }

    func waitForReturn(timeoutMilliseconds: Int) -> Bool {
        MonotonicTime.sleep(until: MonotonicTime.now() + timeoutMilliseconds * 1_000_000)
        return false
    }
}
