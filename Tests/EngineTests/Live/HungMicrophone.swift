import AudioIO
import RealTime

/// A microphone that, from a moment on, holds whoever calls it until it is released, as one of a sound server that hangs.
final class HungMicrophone: CaptureDevice {
    let name = "hung"
    let hasClock = true
    let isHung = AtomicFlag()
    private let tone: ToneCapture

    init(_ format: StreamFormat) {
        tone = .short(format)
    }

    func open() -> DeviceShape { tone.open() }

    func close() {
        hold()
        tone.close()
    }

    func read(into samples: inout Samples, frames: Int, timeoutMilliseconds: Int) -> Transfer {
        hold()
        return tone.read(into: &samples, frames: frames, timeoutMilliseconds: timeoutMilliseconds)
    }

    func pending() -> Int { tone.pending() }

    private func hold() {
        while isHung.isSet { MonotonicTime.sleep(until: MonotonicTime.now() + 1_000_000) }
    }
}
