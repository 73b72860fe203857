import Foundation
import Glibc
import TestDevices
import TestSignals
import Testing

/// The program against devices that fail.
@Suite("Live, faults", .timeLimit(.minutes(3)))
struct FaultTests {
    static let sound = Trace.sound(seconds: 40, seed: 5)

    @Test("after a stall of the process the latency is back within five seconds")
    func stall() throws {
        let watch = MachineWatch()
        let microphone = try FaultDevice(hearing: Self.sound)
        let speaker = try FaultDevice()
        let run = try start(microphone, speaker)
        #expect(until { speaker.state.frames > 3 * 48_000 })
        let stalledAt = now(speaker)
        run.send(SIGSTOP)
        usleep(300_000)
        run.send(SIGCONT)
        let resumedAt = now(speaker)
        #expect(until { speaker.state.lastFrame > Int((resumedAt + 7) * 48_000) })
        run.send(SIGTERM)
        #expect(run.end(within: 5) == 0, "\(run.errors)")
        try watch.requirePunctuality(within: 30)
        let before = trace(microphone, speaker, from: 1, to: stalledAt - 0.2)
        let after = trace(microphone, speaker, from: resumedAt + 0.2, to: resumedAt + 6.5)
        // Sound of before the stall that is still played afterwards may be cut, so the first look is at +200 ms.
        #expect((after.windows.first?.likeness ?? 0) > 0.9, "\(after.windows)")
        let usual = before.windows.map(\.milliseconds).sorted()[before.windows.count / 2]
        let settled = after.windows.filter { $0.seconds > resumedAt + 5 }
        #expect(!settled.isEmpty)
        #expect(settled.allSatisfy { abs($0.milliseconds - usual) < 10 && $0.likeness > 0.97 }, "\(settled)")
    }

    @Test("a microphone that is unplugged ten times comes back ten times")
    func unplugging() throws {
        let watch = MachineWatch()
        let microphone = try FaultDevice(hearing: Self.sound)
        let speaker = try FaultDevice()
        let run = try start(microphone, speaker)
        #expect(until { speaker.state.frames > 24_000 })
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
        let microphone = try FaultDevice(hearing: Self.sound)
        let speaker = try FaultDevice()
        let run = try start(microphone, speaker)
        #expect(until { speaker.state.frames > 48_000 })
        speaker.set(.unplugged)
        #expect(until { speaker.state.users == 0 }, "\(run.errors)")
        usleep(700_000)
        speaker.set(.unplugged, false)
        let frames = speaker.state.frames
        #expect(until { speaker.state.frames > frames + 5 * 48_000 }, "\(run.errors)")
        let end = now(speaker)
        run.send(SIGTERM)
        #expect(run.end(within: 5) == 0)
        #expect(run.numbers["playbackReopenings"] == 1, "\(run.errors)")
        try watch.requirePunctuality(within: 30)
        let settled = trace(microphone, speaker, from: end - 1.5, to: end - 0.3)
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
        let microphone = try FaultDevice(hearing: Self.sound)
        let speaker = try FaultDevice()
        let run = try start(microphone, speaker)
        #expect(until { speaker.state.frames > 48_000 })
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
        // 20 ms of period, 20 of algorithm, 60 of margin and what the resampler needs; 85.5 if the first period still counted.
        let latency = run.numbers["latencyMilliseconds"] ?? 0
        #expect(abs(latency - 100.5) < 12, "\(latency)")
    }

    @Test("while the microphone is away another one stands in, and gives way when it is back")
    func fallback() throws {
        let microphone = try FaultDevice(hearing: Self.sound)
        let other = try FaultDevice(hearing: Self.sound)
        let speaker = try FaultDevice()
        let run = try start(microphone, speaker, ["--fallback", "alsa:\(other.name)"])
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

    @Test("a machine that was suspended goes on")
    func suspension() throws {
        let watch = MachineWatch()
        let microphone = try FaultDevice(hearing: Self.sound)
        let speaker = try FaultDevice()
        let run = try start(microphone, speaker)
        #expect(until { speaker.state.frames > 48_000 })
        for device in [microphone, speaker] { device.set(.suspended) }
        usleep(500_000)
        for device in [microphone, speaker] { device.set(.suspended, false) }
        let frames = speaker.state.frames
        #expect(until { speaker.state.frames > frames + 2 * 48_000 }, "\(run.errors)")
        let end = now(speaker)
        run.send(SIGTERM)
        #expect(run.end(within: 5) == 0)
        #expect((run.numbers["captureSuspensions"] ?? 0) + (run.numbers["captureReopenings"] ?? 0) >= 1)
        try watch.requirePunctuality(within: 30)
        let settled = trace(microphone, speaker, from: end - 1.5, to: end - 0.3)
        #expect(settled.windows.contains { $0.likeness > 0.97 }, "\(settled)")
    }

    @Test("SIGTERM fades out and ends within a second")
    func stopping() throws {
        let watch = MachineWatch()
        let microphone = try FaultDevice(hearing: Self.sound)
        let speaker = try FaultDevice()
        let run = try start(microphone, speaker)
        #expect(until { speaker.state.frames > 24_000 })
        let asked = Date()
        run.send(SIGTERM)
        #expect(run.end(within: 5) == 0)
        let seconds = Date().timeIntervalSince(asked)
        try watch.requirePunctuality(within: 50)
        #expect(seconds < 1)
        // No step at the end: the last sound is as quiet as silence.
        let heard = speaker.heard
        let last = heard.lastIndex { $0 != 0 } ?? 0
        #expect(abs(heard[last]) < 0.01)
    }

    @Test("a device that is busy at the start is waited for when asked")
    func waiting() throws {
        let microphone = try FaultDevice(hearing: Self.sound)
        let speaker = try FaultDevice()
        microphone.set(.busy)
        let run = try start(microphone, speaker, ["--wait"])
        #expect(until { microphone.state.opens > 1 }, "\(run.errors)")
        microphone.set(.busy, false)
        #expect(until { speaker.state.frames > 24_000 }, "\(run.errors)")
        run.send(SIGTERM)
        #expect(run.end(within: 5) == 0)
        #expect(run.errors.contains("waiting for"))
    }

    @Test("a busy device without --wait is an error with its exit code")
    func busy() throws {
        let microphone = try FaultDevice(hearing: Self.sound)
        let speaker = try FaultDevice()
        microphone.set(.busy)
        let run = try start(microphone, speaker)
        #expect(run.end(within: 10) == 69)
        #expect(run.errors.contains("busy"), "\(run.errors)")
    }

    private func start(_ microphone: FaultDevice, _ speaker: FaultDevice, _ more: [String] = []) throws
        -> LiveRun
    {
        // A margin of three times the usual one: these tests are of faults, and not of what else the machine does.
        let options = ["--engine", "bypass", "--period", "5", "--margin", "60"]
        return try LiveRun(from: microphone, to: speaker, options + more)
    }

    private func trace(_ microphone: FaultDevice, _ speaker: FaultDevice, from: Double, to: Double) -> Trace {
        Trace(
            of: Self.sound,
            from: microphone.state,
            to: speaker.state,
            heard: speaker.heard,
            from: from,
            to: to
        )
    }

    /// The present on the speaker's timeline, in seconds.
    private func now(_ speaker: FaultDevice) -> Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec * 1_000_000_000 + time.tv_nsec - speaker.state.epochNanoseconds) * 1e-9
    }
}
