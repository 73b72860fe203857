import AudioIO
import CAllocationCount
import RealTime
import Synchronization

/// A microphone that is unplugged every 300 ms, cannot be opened at once, and watches the thread that reads it.
final class FlakyMicrophone: CaptureDevice {
    let name = "flaky"
    let hasClock = true
    private let tone: ToneCapture
    private let reads = Atomic<Int>(0)
    private let refusals = Atomic<Int>(0)
    private let baseline = Atomic<Int>(-1)
    private let counted = Atomic<Int>(0)

    init(_ format: StreamFormat) {
        tone = .short(format)
    }

    /// Calls of the allocator on the reading thread while sound flowed.
    var allocations: Int { counted.load(ordering: .relaxed) }

    func open() throws(AudioError) -> DeviceShape {
        guard refusals.load(ordering: .relaxed) == 0 else {
            refusals.wrappingSubtract(1, ordering: .relaxed)
            throw AudioError(.unavailable, at: name, "not yet")
        }
        return tone.open()
    }

    func close() { tone.close() }

    func read(into samples: inout Samples, frames: Int, timeoutMilliseconds: Int) -> Transfer {
        let number = reads.wrappingAdd(1, ordering: .relaxed).newValue
        let calls = cm_allocation_count() + cm_free_count()
        switch number % 60 {
        case 0:
            baseline.store(-1, ordering: .relaxed)
            refusals.store(2, ordering: .relaxed)
            return .gone(.unplugged)
        case 10: baseline.store(calls, ordering: .relaxed)
        default:
            let before = baseline.load(ordering: .relaxed)
            if before >= 0 {
                counted.store(counted.load(ordering: .relaxed) + calls - before, ordering: .relaxed)
            }
            if before >= 0 { baseline.store(calls, ordering: .relaxed) }
        }
        return tone.read(into: &samples, frames: frames, timeoutMilliseconds: timeoutMilliseconds)
    }

    func pending() -> Int { tone.pending() }

    func waitForReturn(timeoutMilliseconds: Int) -> Bool {
        MonotonicTime.sleep(until: MonotonicTime.now() + 1_000_000)
        return false
    }
}

/// A loudspeaker that keeps time, watches the thread that writes to it, and knows whether it ended in silence.
final class CountingSpeaker: PlaybackDevice {
    let name = "speaker"
    let hasClock = true
    private let device: NullPlayback
    private let writes = Atomic<Int>(0)
    private let baseline = Atomic<Int>(0)
    private let latest = Atomic<Int>(0)
    private let last = Reading(0)
    private let step = Reading(0)

    init(_ format: StreamFormat) {
        device = NullPlayback(format: format, periodSeconds: 0.005, bufferSeconds: 0.5)
    }

    /// Calls of the allocator on the writing thread after its first writes.
    var allocations: Int { latest.load(ordering: .relaxed) - baseline.load(ordering: .relaxed) }

    /// Whether the last sound was silence, nearly.
    var isSilentAtEnd: Bool { abs(last.value) < 0.01 }

    /// The largest difference of one sample to the next.
    var largestStep: Double { step.value }

    func open() -> DeviceShape { device.open() }
    func close() { device.close() }

    func write(_ samples: borrowing Samples, from start: Int, frames: Int) -> Transfer {
        let calls = cm_allocation_count() + cm_free_count()
        if writes.wrappingAdd(1, ordering: .relaxed).newValue == 10 {
            baseline.store(calls, ordering: .relaxed)
        }
        latest.store(calls, ordering: .relaxed)
        let transfer = device.write(samples, from: start, frames: frames)
        guard case .frames(let count) = transfer else {
            // It has run dry, so it is silent.
            last.value = 0
            return transfer
        }
        for frame in start..<start + count {
            let value = Double(samples[frame])
            step.value = max(step.value, abs(value - last.value))
            last.value = value
        }
        return transfer
    }

    func delay() -> Int { device.delay() }
}
