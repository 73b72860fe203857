import AudioIO
import CAllocationCount
import Engine
import Foundation
import Inference
import RealTime
import Spectral
import Suppression
import TestSignals
import Testing

/// The audio path never calls the allocator; each test runs its path once before it counts.
@Suite("Allocations", .enabled(if: cm_allocations_are_counted() == 1, "the sanitizers replace the allocator"))
struct AllocationTests {
    static let hops = 10_000

    @Test("the count counts")
    func counting() {
        let before = (cm_allocation_count(), cm_free_count())
        do {
            let buffer = Samples(repeating: 0, count: 100)
            #expect(buffer.count == 100)
        }
        #expect(cm_allocation_count() > before.0 && cm_free_count() > before.1)
    }

    @Test("cleaning", arguments: EngineKind.classical, [true, false])
    func denoising(engine: EngineKind, linked: Bool) throws {
        var denoiser = try denoiser(engine, channels: 2) { $0.output.linkedChannels = linked }
        let block = Samples(Sounds.noise(count: 320, seed: 1))
        let bad = Samples([Float](repeating: .nan, count: 320))
        var output = Samples(repeating: 0, count: 320)
        let controls = denoiser.controls
        let calls = allocatorCalls {
            for hop in 0..<Self.hops {
                controls.bypass.value = hop % 100 < 20 ? 1 : 0
                controls.mix.value = hop % 70 < 20 ? 0 : 1
                denoiser.process(block, into: &output)
                if hop % 1000 == 999 { denoiser.process(bad, into: &output) }
                if hop % 3000 == 2999 { denoiser.reset() }
            }
        }
        #expect(calls == 0)
    }

    @Test(
        "cleaning with networks",
        arguments: ShippedModels.names,
        [16000, 48000]
    )
    func networks(model: String, rate: Int) throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        var settings = DenoiserSettings()
        settings.engine = .neural
        let weights = root.appendingPathComponent("Models/\(model).safetensors").path
        try #require(settings.adopt(try Model(path: weights)).isEmpty)
        var denoiser = try Denoiser(settings, sampleRate: rate, channels: 2)
        let count = 2 * denoiser.geometry.hop
        let block = Samples(Sounds.noise(count: count, seed: 1))
        let bad = Samples([Float](repeating: .nan, count: count))
        var output = Samples(repeating: 0, count: count)
        denoiser.process(block, into: &output)
        let calls = allocatorCalls {
            for hop in 0..<500 {
                denoiser.process(block, into: &output)
                if hop % 100 == 99 { denoiser.process(bad, into: &output) }
                if hop % 200 == 199 { denoiser.reset() }
            }
        }
        #expect(calls == 0)
    }

    @Test("exchanging lanes")
    func fading() throws {
        let format = StreamFormat(sampleRate: 16_000, channels: 1)
        var settings = DenoiserSettings()
        settings.engine = .wiener
        var lanes = LaneSwitch(
            try Lane(settings, format: format),
            sampleRate: 16_000,
            channels: 1
        )
        let block = Samples(Sounds.noise(count: 160, seed: 1))
        var output = Samples(repeating: 0, count: 160)
        lanes.process(block, frames: 160, into: &output)
        let newcomers = Handoff<Lane?>()
        let retired = Handoff<Lane?>()
        settings.engine = .spectralSubtraction
        newcomers.offer(try Lane(settings, format: format))
        var exchanges = 0
        let calls = allocatorCalls {
            for _ in 0..<100 {
                if lanes.exchange(from: newcomers, retiring: retired) { exchanges += 1 }
                lanes.process(block, frames: 160, into: &output)
            }
        }
        #expect(calls == 0)
        #expect(exchanges == 1)
    }

    @Test("pumping")
    func pumping() throws {
        var pump = HopPump(try denoiser(.logMMSE, channels: 2), isAligned: true)
        let sound = Samples(Sounds.noise(count: 2 * 777, seed: 1))
        var output = Samples(repeating: 0, count: 2 * pump.capacity(for: 777))
        _ = pump.push(sound, frames: 777, into: &output)
        let calls = allocatorCalls {
            for _ in 0..<1000 { _ = pump.push(sound, frames: 777, into: &output) }
            while pump.flush(into: &output) > 0 {}
        }
        #expect(calls == 0)
    }

    @Test("writing to a ring and reading from it")
    func ring() {
        var ring = RingEnds(capacity: 1000)
        let sound = Samples(Sounds.noise(count: 300, seed: 1))
        var heard = Samples(repeating: 0, count: 300)
        let calls = allocatorCalls {
            for round in 0..<Self.hops {
                _ = ring.producer.write(sound.span)
                var view = heard.mutableSpan
                if round % 3 == 0 { _ = ring.consumer.skip(10) }
                _ = ring.consumer.read(into: &view)
            }
        }
        #expect(calls == 0)
    }

    @Test("taking what was handed over")
    func handoff() {
        let arriving = Handoff<Samples>()
        let retiring = Handoff<Samples>()
        var current = Samples(repeating: 1, count: 10)
        arriving.offer(Samples(repeating: 2, count: 20))
        let counter = Counter()
        let level = Parameter(0)
        let calls = allocatorCalls {
            for _ in 0..<100 {
                if arriving.takeIfWaiting(swappingWith: &current, retiring: retiring) { counter.increment() }
                level.value = Float(current.count)
            }
        }
        #expect(calls == 0)
        #expect(counter.value == 1 && level.value == 20)
    }

    /// How often `path` called the allocator, warmed up by a first run of this very function.
    private func allocatorCalls(_ path: () -> Void) -> Int {
        let before = cm_allocation_count() + cm_free_count()
        path()
        return cm_allocation_count() + cm_free_count() - before
    }
}
