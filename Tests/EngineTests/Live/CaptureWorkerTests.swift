import AudioIO
import Engine
import Foundation
import RealTime
import Synchronization
import Testing

@Suite("Capture thread")
struct CaptureWorkerTests {
    @Test("sound for which there is no room breaks off and begins again without a click")
    func overflow() {
        let microphone = HastyMicrophone()
        let ends = RingEnds(capacity: 2_048)
        let consumer = Mutex(ends.consumer)
        let exchange = LiveExchange()
        let heard = Mutex<[Float]>([])
        let drain = { @Sendable in
            let sound = consumer.withLock { consumer in
                var samples = Samples(repeating: 0, count: 4_096)
                let count = consumer.read(into: &samples, count: 4_096)
                return (0..<count).map { samples[$0] }
            }
            heard.withLock { $0 += sound }
        }
        microphone.onBlock16.withLock { $0 = drain }
        let plan = LivePlan(
            capture: microphone.shape,
            playback: microphone.shape,
            captureHasClock: true,
            playbackHasClock: true,
            marginSeconds: 0.1
        )
        let worker = CaptureWorker(microphone, plan: plan, ring: ends.producer, exchange: exchange)
        worker.run()
        drain()
        let sound = heard.withLock { $0 }
        #expect(exchange.statistics.droppedFrames.value + sound.count == 24 * 240)
        #expect(exchange.statistics.droppedFrames.value > 1_000)
        // A tone of 440 Hz moves by 0.03 from one sample to the next.
        #expect(zip(sound, sound.dropFirst()).allSatisfy { abs($0 - $1) < 0.04 })
        // It is a tone before and after, and not only silence.
        #expect(sound[1_500..<2_048].max() ?? 0 > 0.45)
        #expect(sound[3_200...].max() ?? 0 > 0.45)
    }
}

/// A microphone that gives 24 blocks of a tone as fast as it is asked.
private final class HastyMicrophone: CaptureDevice {
    let name = "hasty"
    let hasClock = true
    let shape = DeviceShape(
        format: StreamFormat(sampleRate: 48_000, channels: 1),
        periodFrames: 240,
        bufferFrames: 4_800
    )
    /// Called before the sixteenth block.
    let onBlock16 = Mutex<(@Sendable () -> Void)?>(nil)
    private let blocks = Atomic<Int>(0)

    func open() -> DeviceShape { shape }
    func close() {}
    func pending() -> Int { 0 }
    func waitForReturn(timeoutMilliseconds: Int) -> Bool { false }

    func read(into samples: inout Samples, frames: Int, timeoutMilliseconds: Int) -> Transfer {
        let block = blocks.wrappingAdd(1, ordering: .relaxed).oldValue
        guard block < 24 else { return .ended }
        if block == 15 { onBlock16.withLock { $0 }?() }
        for frame in 0..<240 {
            let time = Double(block * 240 + frame) / 48_000
            samples[frame] = Float(0.5 * sin(2 * .pi * 440 * time))
        }
        return .frames(240)
    }
}
