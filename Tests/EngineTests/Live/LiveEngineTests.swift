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
    static let format = StreamFormat(sampleRate: 48_000, channels: 1)
    static let ordinary = LiveSettings(marginSeconds: 0.1, priority: nil, locksMemory: false)

    @Test("a source without a clock is cleaned whole", .timeLimit(.minutes(1)))
    func wholeSource() throws {
        let sound = Sounds.noise(count: 50_000, seed: 1)
        let capture = SourceCapture(MemorySource(sound, format: Self.format), name: "memory")
        let recording = Recording()
        let playback = SinkPlayback(MemorySink(format: Self.format, recording: recording), name: "recording")
        let lane = try bypass()
        let latency = lane.latencyFrames + VariableResampler.delayFrames
        let engine = LiveEngine(
            from: capture,
            shape: capture.open(),
            to: playback,
            shape: playback.open(),
            lane: lane,
            settings: Self.ordinary
        )
        waitForEnd(engine)
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
        let microphone = FlakyMicrophone(Self.format)
        let speaker = CountingSpeaker(Self.format)
        let engine = try start(microphone, speaker)
        let statistics = engine.statistics
        let deadline = MonotonicTime.now() + 20_000_000_000
        while statistics.capture.reopenings.value < 3, MonotonicTime.now() < deadline { pause() }
        #expect(statistics.capture.losses.value >= 3)
        #expect(statistics.capture.reopenings.value >= 3)
        let framesBefore = statistics.playback.frames.value
        while statistics.playback.frames.value < framesBefore + 4_800, MonotonicTime.now() < deadline {
            pause()
        }
        #expect(statistics.playback.frames.value >= framesBefore + 4_800)
        engine.stop()
        waitForEnd(engine)
        #expect(speaker.isSilentAtEnd)
        // A tone of 440 Hz moves by 0.03 from one sample to the next; sound that breaks off falls no faster.
        #expect(speaker.largestStep < 0.04)
        if cm_allocations_are_counted() == 1 {
            #expect(microphone.allocations == 0)
            #expect(speaker.allocations == 0)
        }
    }

    @Test("stopping fades out, plays what is left, and ends", .timeLimit(.minutes(1)))
    func stopping() throws {
        let tone = ToneCapture.short(Self.format)
        let speaker = CountingSpeaker(Self.format)
        let engine = try start(tone, speaker)
        let deadline = MonotonicTime.now() + 10_000_000_000
        while engine.statistics.playback.frames.value < 24_000, MonotonicTime.now() < deadline { pause() }
        #expect(!engine.hasEnded)
        // A beginning is no disturbance: nothing is put in and cut out again.
        #expect(engine.statistics.insertions.value == 0)
        engine.stop()
        waitForEnd(engine)
        #expect(speaker.isSilentAtEnd)
        #expect(engine.hasEnded)
    }

    @Test(
        "a loudspeaker that goes and never comes back does not keep a stop waiting",
        .timeLimit(.minutes(1))
    )
    func stoppingWithoutSpeaker() throws {
        let tone = ToneCapture.short(Self.format)
        let speaker = LostSpeaker(Self.format)
        let engine = try start(tone, speaker)
        let deadline = MonotonicTime.now() + 10_000_000_000
        while engine.statistics.playback.losses.value == 0, MonotonicTime.now() < deadline { pause() }
        engine.stop()
        waitForEnd(engine)
        #expect(engine.statistics.playback.losses.value == 1)
        #expect(engine.statistics.playback.reopenings.value == 0)
    }

    @Test(
        "a microphone that does not answer does not keep a stop from writing all that was heard",
        .timeLimit(.minutes(1))
    )
    func hungMicrophone() throws {
        let microphone = HungMicrophone(Self.format)
        let recording = Recording()
        let playback = SinkPlayback(MemorySink(format: Self.format, recording: recording), name: "recording")
        let engine = LiveEngine(
            from: microphone,
            shape: microphone.open(),
            to: playback,
            shape: playback.open(),
            lane: try bypass(),
            settings: Self.ordinary
        )
        let deadline = MonotonicTime.now() + 20_000_000_000
        while engine.statistics.capture.frames.value < 24_000, MonotonicTime.now() < deadline { pause() }
        microphone.isHung.isSet = true
        engine.stop()
        #expect(!engine.hasSettled)
        while !engine.hasSettled, MonotonicTime.now() < deadline { pause() }
        #expect(engine.hasSettled && !engine.holdsPlayback)
        #expect(engine.holdsCapture && !engine.hasEnded)
        #expect(recording.samples.count >= 24_000)
        microphone.isHung.isSet = false
        waitForEnd(engine)
        #expect(!engine.holdsCapture)
    }

    @Test(
        "a loudspeaker that goes while no sound comes is waited for, and not tried for ever",
        .timeLimit(.minutes(1))
    )
    func bothLost() throws {
        let microphone = LostMicrophone(Self.format)
        // Long enough for all sound; then it goes with the silence.
        let speaker = LostSpeaker(Self.format, writes: 150)
        let engine = try start(microphone, speaker)
        let statistics = engine.statistics
        let deadline = MonotonicTime.now() + 20_000_000_000
        while statistics.playback.losses.value == 0, MonotonicTime.now() < deadline { pause() }
        #expect(statistics.capture.losses.value == 1)
        #expect(statistics.playback.losses.value == 1)
        MonotonicTime.sleep(until: MonotonicTime.now() + 300_000_000)
        #expect(speaker.attempts == 150)
        engine.stop()
        waitForEnd(engine)
    }

    @Test("processing allocates nothing", .enabled(if: cm_allocations_are_counted() == 1))
    func processing() throws {
        let seconds = 100
        let shape = DeviceShape(format: Self.format, periodFrames: 240, bufferFrames: 4_800)
        var settings = DenoiserSettings()
        settings.engine = .presenceModel
        let lane = try Lane(settings, format: Self.format)
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

    /// An engine that passes sound from one device to the other.
    private func start(_ capture: any CaptureDevice, _ playback: any PlaybackDevice) throws -> LiveEngine {
        LiveEngine(
            from: capture,
            shape: try capture.open(),
            to: playback,
            shape: try playback.open(),
            lane: try bypass(),
            settings: Self.ordinary
        )
    }

    private func bypass() throws -> Lane {
        var settings = DenoiserSettings()
        settings.engine = .bypass
        return try Lane(settings, format: Self.format)
    }

    private func waitForEnd(_ engine: LiveEngine) {
        let deadline = MonotonicTime.now() + 10_000_000_000
        while !engine.hasEnded, MonotonicTime.now() < deadline { pause() }
        #expect(engine.hasEnded)
    }

    private func pause() { MonotonicTime.sleep(until: MonotonicTime.now() + 5_000_000) }
}
