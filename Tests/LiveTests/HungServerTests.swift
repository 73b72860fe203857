import Foundation
import TestDevices
import Testing

/// A sound server that listens and does not answer: it holds whoever opens or closes one of its devices, for ever.
@Suite("Live, a server that hangs", .timeLimit(.minutes(2)), .enabled(if: PulseServer.isInstalled))
struct HungServerTests {
    @Test("a device that does not answer when it is opened is told of, and given up with SIGTERM")
    func opening() throws {
        let server = try PulseServer(sinks: ["room"])
        server.hang()
        let microphone = server.capture(from: "room")
        let run = try LiveRun(
            ["--capture", "alsa:\(microphone)", "--playback", "null"],
            environment: server.environment
        )
        #expect(
            until { run.errors.contains("waiting for \(microphone), which does not answer") },
            "\(run.errors)"
        )
        run.send(SIGTERM)
        #expect(run.end(within: 5) == 0, "\(run.errors)")
    }

    @Test("what was recorded until then is kept when SIGTERM comes")
    func recording() throws {
        let server = try PulseServer(sinks: ["room"])
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent("cm-hung-\(UUID().uuidString).wav").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let microphone = server.capture(from: "room")
        let run = try LiveRun(
            ["--capture", "alsa:\(microphone)", "--playback", "file:\(path)", "--engine", "bypass"],
            environment: server.environment
        )
        #expect(until { run.errors.contains("in all") }, "\(run.errors)")
        usleep(2_500_000)
        server.hang()
        usleep(300_000)
        run.send(SIGTERM)
        #expect(run.end(within: 10) == 0, "\(run.errors)")
        #expect(run.errors.contains("\(microphone) does not answer; ending without it"), "\(run.errors)")
        #expect(run.numbers["captureFrames"] ?? 0 > 48_000, "\(run.errors)")
        // Two seconds of it at least, though the server gives its first sound late.
        #expect(try SoundFile.samples(path).count > 48_000)
    }

    @Test("a microphone that does not answer when it is opened once more leaves the statistics")
    func openingAgain() throws {
        let (hanging, server) = (try PulseServer(sinks: ["room"]), try PulseServer(sinks: ["clean"]))
        let microphone = hanging.capture(from: "room")
        let run = try LiveRun(
            [
                "--capture", "alsa:\(microphone)", "--playback", "alsa:\(server.playback(to: "clean"))",
                "--margin", "200", "--idle-release", "2",
            ],
            environment: server.environment.merging(["PULSE_SINK": "clean"]) { $1 }
        )
        #expect(until { run.errors.contains("nobody records") }, "\(run.errors)")
        // The device is closed a moment after that is told.
        usleep(1_000_000)
        hanging.hang()
        let recorder = try LiveRun(
            ["--capture", "alsa:\(server.capture(from: "clean"))", "--playback", "null"],
            environment: server.environment
        )
        #expect(until { run.errors.contains("waiting for \(microphone)") }, "\(run.errors)")
        run.send(SIGTERM)
        #expect(run.end(within: 5) == 0, "\(run.errors)")
        #expect(run.errors.contains("\(microphone) does not answer; ending without it"), "\(run.errors)")
        #expect(run.numbers["captureFrames"] ?? 0 > 0, "\(run.errors)")
        recorder.send(SIGTERM)
        #expect(recorder.end(within: 10) == 0, "\(recorder.errors)")
    }

    @Test("a loudspeaker that does not answer does not keep the end waiting")
    func playing() throws {
        let server = try PulseServer(sinks: ["clean"])
        let speaker = server.playback(to: "clean")
        let run = try LiveRun(
            ["--capture", "tone:440", "--playback", "alsa:\(speaker)"],
            environment: server.environment
        )
        #expect(until { run.errors.contains("in all") }, "\(run.errors)")
        usleep(1_000_000)
        server.hang()
        usleep(300_000)
        run.send(SIGTERM)
        #expect(run.end(within: 10) == 0, "\(run.errors)")
        #expect(run.errors.contains("\(speaker) does not answer; ending without it"), "\(run.errors)")
    }

    @Test("a server that answers again is gone on with")
    func thawing() throws {
        let server = try PulseServer(sinks: ["room"])
        let run = try LiveRun(
            [
                "--capture", "alsa:\(server.capture(from: "room"))", "--playback", "null", "--engine",
                "bypass",
            ],
            environment: server.environment
        )
        #expect(until { run.errors.contains("in all") }, "\(run.errors)")
        usleep(1_000_000)
        server.hang()
        // Longer than a device is waited for that gives nothing.
        usleep(7_000_000)
        server.hang(false)
        usleep(3_000_000)
        run.send(SIGTERM)
        #expect(run.end(within: 5) == 0, "\(run.errors)")
        #expect(!run.errors.contains("does not answer"), "\(run.errors)")
        // A second before it hung, and two after it was taken up again.
        #expect(run.numbers["captureFrames"] ?? 0 > 2 * 48_000, "\(run.numbers)")
    }
}
