import AudioIO
import CAllocationCount
import Engine
import RealTime
import Suppression
import TestSignals
import Testing

/// The engine between ends that the test controls.
@Suite("Live engine", .serialized)
struct LiveEngineTests {
    @Test("a source without a clock is cleaned whole", .timeLimit(.minutes(1)))
    func wholeSource() throws {
        let sound = Sounds.noise(count: 50_000, seed: 1)
        let capture = SourceCapture(MemorySource(sound, format: PassingEngine.format), name: "memory")
        let recording = Recording()
        let playback = SinkPlayback(
            MemorySink(format: PassingEngine.format, recording: recording),
            name: "recording"
        )
        let lane = try PassingEngine.bypass()
        let latency = lane.latencyFrames + VariableResampler.delayFrames
        let engine = LiveEngine(
            from: capture,
            shape: capture.open(),
            to: playback,
            shape: playback.open(),
            lane: lane,
            settings: PassingEngine.settings
        )
        PassingEngine.waitForEnd(engine)
        let heard = recording.samples
        #expect(heard.count == sound.count + latency)
        // The first 20 ms are faded in, once as captured sound and once as played sound.
        let expected = Sounds.delayed(sound + [Float](repeating: 0, count: latency), by: latency)
        #expect(Levels.error(of: heard[4_000...], against: expected[4_000...]) < -90)
    }

    @Test(
        "a microphone that goes comes back, and the threads never allocate while it runs",
        .timeLimit(.minutes(1))
    )
    func loss() throws {
        let microphone = FlakyMicrophone(PassingEngine.format)
        let speaker = CountingSpeaker(PassingEngine.format)
        let engine = try PassingEngine.start(microphone, speaker)
        let statistics = engine.statistics
        let deadline = MonotonicTime.now() + 20_000_000_000
        while statistics.capture.reopenings.value < 3, MonotonicTime.now() < deadline {
            PassingEngine.pause()
        }
        #expect(statistics.capture.losses.value >= 3)
        #expect(statistics.capture.reopenings.value >= 3)
        let framesBefore = statistics.playback.frames.value
        while statistics.playback.frames.value < framesBefore + 4_800, MonotonicTime.now() < deadline {
            PassingEngine.pause()
        }
        #expect(statistics.playback.frames.value >= framesBefore + 4_800)
        engine.stop()
        PassingEngine.waitForEnd(engine)
        #expect(speaker.isSilentAtEnd)
        // A tone of 440 Hz moves by 0.03 from one sample to the next; sound that breaks off falls no faster.
        #expect(speaker.largestStep < 0.04)
        if cm_allocations_are_counted() == 1 {
            #expect(microphone.allocations == 0)
            #expect(speaker.allocations == 0)
        }
    }

    @Test("processing allocates nothing", .enabled(if: cm_allocations_are_counted() == 1))
    func processing() throws {
        let seconds = 100
        let shape = DeviceShape(format: PassingEngine.format, periodFrames: 240, bufferFrames: 4_800)
        var settings = DenoiserSettings()
        settings.engine = .presenceModel
        let lane = try Lane(settings, format: PassingEngine.format)
        let plan = LivePlan(
            capture: shape,
            playback: shape,
            captureHasClock: true,
            playbackHasClock: true,
            marginSeconds: 0.1
        )
        let exchange = LiveExchange()
        exchange.statistics.capture.isOpen.isSet = true
        exchange.statistics.playback.isOpen.isSet = true
        var input = RingEnds(capacity: seconds * 48_000)
        let output = RingEnds(capacity: seconds * 48_000 + 48_000)
        let sound = Samples(Sounds.noise(count: seconds * 48_000, seed: 5))
        #expect(input.producer.write(sound, count: sound.count) == sound.count)
        input.producer.close()
        let worker = ProcessingWorker(
            plan,
            lane: lane,
            input: input.consumer,
            output: output.producer,
            exchange: exchange
        )
        let before = cm_allocation_count() + cm_free_count()
        worker.run()
        #expect(cm_allocation_count() + cm_free_count() == before)
        #expect(exchange.statistics.processingTime.count > 1_000)
    }
}
