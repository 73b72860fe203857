import Glibc
import TestDevices
import Testing

/// The program against devices that go, and come back, perhaps as others.
@Suite("Live, unplugging", .timeLimit(.minutes(3)))
struct UnpluggingTests {
    @Test("a microphone that is unplugged ten times comes back ten times")
    func unplugging() throws {
        let watch = MachineWatch()
        let (microphone, speaker, run) = try FaultRun.playing(frames: 24_000)
        var first: (descriptors: Int, kilobytes: Int)?
        for round in 1...10 {
            microphone.set(.unplugged)
            #expect(until { microphone.state.users == 0 }, "round \(round): \(run.errors)")
            microphone.set(.unplugged, false)
            let frames = microphone.state.frames
            #expect(until { microphone.state.frames > frames + 4_800 }, "round \(round): \(run.errors)")
            if round == 2 { first = run.resources }
        }
        let last = run.resources
        run.send(SIGTERM)
        #expect(run.end(within: 5) == 0)
        #expect(run.numbers["captureLosses"] == 10 && run.numbers["captureReopenings"] == 10, "\(run.errors)")
        #expect(last.descriptors == first?.descriptors)
        #expect(last.kilobytes < (first?.kilobytes ?? 0) + 1_000)
        try watch.requirePunctuality(within: 30)
        // The speaker went on all the while.
        #expect(speaker.state.lateXruns <= 1 && speaker.state.opens == 1)
    }

    @Test("a loudspeaker that is unplugged comes back, and the latency with it")
    func speakerUnplugged() throws {
        let watch = MachineWatch()
        let (microphone, speaker, run) = try FaultRun.playing(frames: 48_000)
        speaker.set(.unplugged)
        #expect(until { speaker.state.users == 0 }, "\(run.errors)")
        usleep(700_000)
        speaker.set(.unplugged, false)
        let frames = speaker.state.frames
        #expect(until { speaker.state.frames > frames + 5 * 48_000 }, "\(run.errors)")
        let end = FaultRun.now(speaker)
        run.send(SIGTERM)
        #expect(run.end(within: 5) == 0)
        #expect(run.numbers["playbackReopenings"] == 1, "\(run.errors)")
        try watch.requirePunctuality(within: 30)
        let settled = FaultRun.trace(microphone, speaker, from: end - 1.5, to: end - 0.3)
        #expect(!settled.windows.isEmpty)
        #expect(
            settled.windows.allSatisfy { abs($0.milliseconds - 85.3) < 10 && $0.likeness > 0.97 },
            "\(settled)"
        )
    }

    @Test(
        "a device that comes back with another rate or period is used as it is now",
        arguments: [true, false]
    )
    func another(isMicrophone: Bool) throws {
        let (microphone, speaker, run) = try FaultRun.playing(frames: 48_000)
        let device = isMicrophone ? microphone : speaker
        device.set(.unplugged)
        #expect(until { device.state.users == 0 }, "\(run.errors)")
        var options = FaultOptions()
        options.rates = [32_000]
        options.periodFrames = [640]
        try device.become(options)
        // An attempt that had read what the device was before, and comes to it only now, must have failed.
        let attempts = device.state.opens
        #expect(until { device.state.opens >= attempts + 2 }, "\(run.errors)")
        device.set(.unplugged, false)
        #expect(until { device.state.users == 1 && device.state.sampleRate == 32_000 }, "\(run.errors)")
        let frames = speaker.state.frames
        #expect(until { speaker.state.frames > frames + 96_000 }, "\(run.errors)")
        run.send(SIGTERM)
        #expect(run.end(within: 5) == 0, "\(run.errors)")
        #expect(run.errors.contains("came back with another rate, channels or period"), "\(run.errors)")
        guard isMicrophone else {
            #expect(
                run.errors.contains("(played at 32000 Hz, 1 channel(s)), period 5.00 ms, latency now"),
                "\(run.errors)"
            )
            return
        }
        #expect(
            run.errors.contains("(played at 48000 Hz, 1 channel(s)), period 20.00 ms, latency now"),
            "\(run.errors)"
        )
        // 20 ms of period, 10 of algorithm, 60 of margin and what the resampler needs; 75.5 if the first period still counted.
        let latency = run.numbers["latencyMilliseconds"] ?? 0
        #expect(abs(latency - 90.5) < 12, "\(latency)")
    }

    @Test("while the microphone is away another one stands in, and gives way when it is back")
    func fallback() throws {
        let microphone = try FaultDevice(hearing: FaultRun.sound)
        let other = try FaultDevice(hearing: FaultRun.sound)
        let speaker = try FaultDevice()
        let run = try FaultRun.start(microphone, speaker, ["--fallback", "alsa:\(other.name)"])
        #expect(until { speaker.state.frames > 24_000 })
        #expect(other.state.opens == 0)
        microphone.set(.unplugged)
        #expect(until { other.state.frames > 24_000 }, "\(run.errors)")
        #expect(microphone.state.users == 0)
        microphone.set(.unplugged, false)
        let frames = microphone.state.frames
        #expect(until { microphone.state.frames > frames + 24_000 }, "\(run.errors)")
        #expect(other.state.users == 0)
        run.send(SIGTERM)
        #expect(run.end(within: 5) == 0)
        #expect(run.numbers["captureReopenings"] == 2, "\(run.errors)")
    }
}
