import AudioIO
import Engine
import RealTime
import Testing

/// An engine that is told to stop ends, whatever its devices do.
@Suite("Live engine, stopping", .serialized)
struct LiveEngineStopTests {
    @Test("stopping fades out, plays what is left, and ends", .timeLimit(.minutes(1)))
    func stopping() throws {
        let tone = ToneCapture.short(PassingEngine.format)
        let speaker = CountingSpeaker(PassingEngine.format)
        let engine = try PassingEngine.start(tone, speaker)
        let deadline = MonotonicTime.now() + 10_000_000_000
        while engine.statistics.playback.frames.value < 24_000, MonotonicTime.now() < deadline {
            PassingEngine.pause()
        }
        #expect(!engine.hasEnded)
        // A beginning is no disturbance: nothing is put in and cut out again.
        #expect(engine.statistics.insertions.value == 0)
        engine.stop()
        PassingEngine.waitForEnd(engine)
        #expect(speaker.isSilentAtEnd)
        #expect(engine.hasEnded)
    }

    @Test(
        "a loudspeaker that goes and never comes back does not keep a stop waiting",
        .timeLimit(.minutes(1))
    )
    func stoppingWithoutSpeaker() throws {
        let tone = ToneCapture.short(PassingEngine.format)
        let speaker = LostSpeaker(PassingEngine.format)
        let engine = try PassingEngine.start(tone, speaker)
        let deadline = MonotonicTime.now() + 10_000_000_000
        while engine.statistics.playback.losses.value == 0, MonotonicTime.now() < deadline {
            PassingEngine.pause()
        }
        engine.stop()
        PassingEngine.waitForEnd(engine)
        #expect(engine.statistics.playback.losses.value == 1)
        #expect(engine.statistics.playback.reopenings.value == 0)
    }

    @Test(
        "a microphone that does not answer does not keep a stop from writing all that was heard",
        .timeLimit(.minutes(1))
    )
    func hungMicrophone() throws {
        let microphone = HungMicrophone(PassingEngine.format)
        let recording = Recording()
        let playback = SinkPlayback(
            MemorySink(format: PassingEngine.format, recording: recording),
            name: "recording"
        )
        let engine = LiveEngine(
            from: microphone,
            shape: microphone.open(),
            to: playback,
            shape: playback.open(),
            lane: try PassingEngine.bypass(),
            settings: PassingEngine.settings
        )
        let deadline = MonotonicTime.now() + 20_000_000_000
        while engine.statistics.capture.frames.value < 24_000, MonotonicTime.now() < deadline {
            PassingEngine.pause()
        }
        microphone.isHung.isSet = true
        engine.stop()
        #expect(!engine.hasSettled)
        while !engine.hasSettled, MonotonicTime.now() < deadline { PassingEngine.pause() }
        #expect(engine.hasSettled && !engine.holdsPlayback)
        #expect(engine.holdsCapture && !engine.hasEnded)
        #expect(recording.samples.count >= 24_000)
        microphone.isHung.isSet = false
        PassingEngine.waitForEnd(engine)
        #expect(!engine.holdsCapture)
    }

    @Test(
        "a loudspeaker that goes while no sound comes is waited for, and not tried for ever",
        .timeLimit(.minutes(1))
    )
    func bothLost() throws {
        let microphone = LostMicrophone(PassingEngine.format)
        // Long enough for all sound; then it goes with the silence.
        let speaker = LostSpeaker(PassingEngine.format, writes: 150)
        let engine = try PassingEngine.start(microphone, speaker)
        let statistics = engine.statistics
        let deadline = MonotonicTime.now() + 20_000_000_000
        while statistics.playback.losses.value == 0, MonotonicTime.now() < deadline { PassingEngine.pause() }
        #expect(statistics.capture.losses.value == 1)
        #expect(statistics.playback.losses.value == 1)
        MonotonicTime.sleep(until: MonotonicTime.now() + 300_000_000)
        #expect(speaker.attempts == 150)
        engine.stop()
        PassingEngine.waitForEnd(engine)
    }
}
