import Foundation
import Glibc
import TestDevices
import TestSignals
import Testing

/// The devices are held only while somebody records.
@Suite("Live, idle", .timeLimit(.minutes(2)), .enabled(if: PulseServer.isInstalled))
struct IdleTests {
    @Test("devices are closed while nobody records, and open again for whoever does")
    func release() throws {
        let server = try PulseServer(sinks: ["clean"])
        let microphone = try FaultDevice(hearing: Trace.sound(seconds: 5, seed: 2), repeating)
        let run = try releasing(microphone, server)
        // The engine's threads end a moment after their devices, and take what they have used with them.
        sleep(1)
        let before = processorSeconds(run)
        sleep(4)
        // A tenth of a percent.
        let spent = processorSeconds(run) - before
        #expect(spent > 0 && spent <= 0.004, "\(spent) s")
        for round in 1...2 {
            let recorder = try recorder(of: server, seconds: 4)
            #expect(until { microphone.state.users == 1 }, "round \(round): \(run.errors)")
            let frames = microphone.state.frames
            #expect(until { microphone.state.frames > frames + 24_000 }, "round \(round): \(run.errors)")
            #expect(recorder.end(within: 20) == 0, "\(recorder.errors)")
            #expect(until { microphone.state.users == 0 }, "round \(round): \(run.errors)")
        }
        run.send(SIGTERM)
        #expect(run.end(within: 5) == 0, "\(run.errors)")
        #expect(run.errors.contains("nobody records") && run.errors.contains("somebody records"))
    }

    @Test("a device that grants another period when it is opened again runs with that one")
    func period() throws {
        let server = try PulseServer(sinks: ["clean"])
        var options = repeating
        options.periodFrames = [240]
        let microphone = try FaultDevice(hearing: Trace.sound(seconds: 5, seed: 2), options)
        let run = try releasing(microphone, server, ["--engine", "bypass"])
        options.periodFrames = [960]
        try microphone.become(options)
        let recorder = try recorder(of: server, seconds: 3)
        #expect(until { microphone.state.users == 1 }, "\(run.errors)")
        #expect(recorder.end(within: 20) == 0, "\(recorder.errors)")
        run.send(SIGTERM)
        #expect(run.end(within: 5) == 0, "\(run.errors)")
        #expect(
            run.errors.contains("period 5.00 ms") && run.errors.contains("period 20.00 ms"),
            "\(run.errors)"
        )
        // 20 ms of period, 10 of algorithm, 200 of margin and what the resampler needs; 215.3 if the first period still counted.
        let latency = run.numbers["latencyMilliseconds"] ?? 0
        #expect(abs(latency - 230.3) < 12, "\(latency)")
    }

    @Test(
        "where nobody can know who listens it is refused",
        arguments: ["null", "alsa:default", "file:x.wav"]
    )
    func refusal(playback: String) throws {
        let run = try LiveRun(
            ["--capture", "none", "--playback", playback, "--idle-release", "5"],
            environment: ["PULSE_SINK": ""]
        )
        #expect(run.end(within: 10) == 64)
        #expect(run.errors.contains("--idle-release"), "\(run.errors)")
    }

    /// A run that has closed its devices, as nobody records.
    private func releasing(_ microphone: FaultDevice, _ server: PulseServer, _ more: [String] = []) throws
        -> LiveRun
    {
        let run = try LiveRun(
            [
                "--capture", "alsa:\(microphone.name)", "--playback", "alsa:\(server.playback(to: "clean"))",
                "--margin", "200", "--idle-release", "1",
            ] + more,
            environment: server.environment.merging(["PULSE_SINK": "clean"]) { $1 }
        )
        #expect(until { microphone.state.users == 1 }, "\(run.errors)")
        #expect(until { microphone.state.users == 0 }, "\(run.errors)")
        return run
    }

    /// Somebody who records.
    private func recorder(of server: PulseServer, seconds: Int) throws -> LiveRun {
        let ends = ["--capture", "alsa:\(server.capture(from: "clean"))", "--playback", "null"]
        return try LiveRun(
            ends + ["--engine", "bypass", "--duration", "\(seconds)"],
            environment: server.environment
        )
    }

    private var repeating: FaultOptions {
        var options = FaultOptions()
        options.repeats = true
        return options
    }

    /// What its threads have used, to the nanosecond; the counters of `stat` go by hundredths of a second.
    private func processorSeconds(_ run: LiveRun) -> Double {
        let folder = "/proc/\(run.identifier)/task"
        let threads = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        #expect(!threads.isEmpty)
        return threads.reduce(0) { sum, thread in
            let text = (try? String(contentsOfFile: "\(folder)/\(thread)/schedstat", encoding: .utf8)) ?? ""
            guard let first = text.split(separator: " ").first, let nanoseconds = Double(first) else {
                return .infinity
            }
            return sum + nanoseconds * 1e-9
        }
    }
}
