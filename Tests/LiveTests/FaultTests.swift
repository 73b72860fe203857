import Foundation
import Glibc
import TestDevices
import TestSignals
import Testing

/// The program against devices that fail.
@Suite("Live, faults", .timeLimit(.minutes(3)))
struct FaultTests {
    @Test("after a stall of the process the latency is back within five seconds")
    func stall() throws {
        let watch = MachineWatch()
        let (microphone, speaker, run) = try FaultRun.playing(frames: 3 * 48_000)
        let stalledAt = FaultRun.now(speaker)
        run.send(SIGSTOP)
        usleep(300_000)
        run.send(SIGCONT)
        let resumedAt = FaultRun.now(speaker)
        #expect(until { speaker.state.lastFrame > Int((resumedAt + 7) * 48_000) })
        run.send(SIGTERM)
        #expect(run.end(within: 5) == 0, "\(run.errors)")
        try watch.requirePunctuality(within: 30)
        let before = FaultRun.trace(microphone, speaker, from: 1, to: stalledAt - 0.2)
        let after = FaultRun.trace(microphone, speaker, from: resumedAt + 0.2, to: resumedAt + 6.5)
        // Sound of before the stall that is still played afterwards may be cut, so the first look is at +200 ms.
        #expect((after.windows.first?.likeness ?? 0) > 0.9, "\(after.windows)")
        let usual = before.windows.map(\.milliseconds).sorted()[before.windows.count / 2]
        let settled = after.windows.filter { $0.seconds > resumedAt + 5 }
        #expect(!settled.isEmpty)
        #expect(settled.allSatisfy { abs($0.milliseconds - usual) < 10 && $0.likeness > 0.97 }, "\(settled)")
    }

    @Test("a stall that leaves sound to play is not heard")
    func shortStall() throws {
        let watch = MachineWatch()
        let (_, speaker, run) = try FaultRun.playing(frames: 48_000)
        // Two thirds of the margin.
        run.send(SIGSTOP)
        usleep(40_000)
        run.send(SIGCONT)
        let frames = speaker.state.frames
        #expect(until { speaker.state.frames > frames + 24_000 }, "\(run.errors)")
        run.send(SIGTERM)
        #expect(run.end(within: 5) == 0)
        try watch.requirePunctuality(within: 5)
        for trouble in ["starvations", "playbackOverruns", "cuts"] {
            #expect(run.numbers[trouble] == 0, "\(trouble): \(run.errors)")
        }
    }

    @Test("a machine that was suspended goes on")
    func suspension() throws {
        let watch = MachineWatch()
        let (microphone, speaker, run) = try FaultRun.playing(frames: 48_000)
        for device in [microphone, speaker] { device.set(.suspended) }
        usleep(500_000)
        for device in [microphone, speaker] { device.set(.suspended, false) }
        let frames = speaker.state.frames
        #expect(until { speaker.state.frames > frames + 2 * 48_000 }, "\(run.errors)")
        let end = FaultRun.now(speaker)
        run.send(SIGTERM)
        #expect(run.end(within: 5) == 0)
        #expect((run.numbers["captureSuspensions"] ?? 0) + (run.numbers["captureReopenings"] ?? 0) >= 1)
        try watch.requirePunctuality(within: 30)
        let settled = FaultRun.trace(microphone, speaker, from: end - 1.5, to: end - 0.3)
        #expect(settled.windows.contains { $0.likeness > 0.97 }, "\(settled)")
    }

    @Test("SIGTERM fades out and ends within a second")
    func stopping() throws {
        let watch = MachineWatch()
        let (_, speaker, run) = try FaultRun.playing(frames: 24_000)
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
        let microphone = try FaultDevice(hearing: FaultRun.sound)
        let speaker = try FaultDevice()
        microphone.set(.busy)
        let run = try FaultRun.start(microphone, speaker, ["--wait"])
        #expect(until { microphone.state.opens > 1 }, "\(run.errors)")
        microphone.set(.busy, false)
        #expect(until { speaker.state.frames > 24_000 }, "\(run.errors)")
        run.send(SIGTERM)
        #expect(run.end(within: 5) == 0)
        #expect(run.errors.contains("waiting for"))
    }

    @Test("a busy device without --wait is an error with its exit code")
    func busy() throws {
        let microphone = try FaultDevice(hearing: FaultRun.sound)
        let speaker = try FaultDevice()
        microphone.set(.busy)
        let run = try FaultRun.start(microphone, speaker)
        #expect(run.end(within: 10) == 69)
        #expect(run.errors.contains("busy"), "\(run.errors)")
    }
}
