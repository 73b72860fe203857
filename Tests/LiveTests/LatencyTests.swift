import Foundation
import Glibc
import TestDevices
import TestSignals
import Testing

/// The whole way from the microphone to the ear, measured on the devices' own timelines.
@Suite("Live, latency", .timeLimit(.minutes(2)))
struct LatencyTests {
    /// A preset, the period that is asked for, and the latency in milliseconds that may not be exceeded.
    struct Case: Sendable, CustomTestStringConvertible {
        let preset: String
        let limit: Double
        var testDescription: String { "\(preset) within \(limit) ms" }
    }

    @Test(
        "the latency is what the table says, and within the limit",
        arguments: [Case(preset: "low-latency", limit: 20), Case(preset: "studio-48k", limit: 40)]
    )
    func whole(given: Case) throws {
        let watch = MachineWatch()
        let sound = Trace.sound(seconds: 8, seed: 9)
        let microphone = try FaultDevice(hearing: sound)
        let speaker = try FaultDevice()
        // The engine passes sound as it is, through the same frames and with the same delay as when it cleans.
        let run = try LiveRun(
            from: microphone,
            to: speaker,
            [
                "--preset", given.preset, "--engine", "bypass", "--duration", "6",
                "--max-latency", "\(given.limit)",
            ]
        )
        #expect(run.end(within: 30) == 0, "\(run.errors)")
        try watch.requirePunctuality(within: 3)
        let trace = Trace(
            of: sound,
            from: microphone.state,
            to: speaker.state,
            heard: speaker.heard,
            from: 1,
            to: 5.5,
            longestMilliseconds: 100
        )
        let latencies = trace.windows.filter { $0.likeness > 0.97 }.map(\.milliseconds).sorted()
        // A machine that is busy with other things may make one or the other window late, but never half of them.
        #expect(latencies.count > trace.windows.count / 2, "\(run.errors)")
        let median = latencies.isEmpty ? .infinity : latencies[latencies.count / 2]
        #expect(median <= given.limit)
        let told = run.numbers["latencyMilliseconds"] ?? 0
        #expect(abs(median - told) < 3, "measured \(median), told \(told)")
    }

    @Test("a latency that cannot be kept is refused with the table")
    func refusal() throws {
        let run = try LiveRun(
            ["--capture", "none", "--playback", "null", "--preset", "studio-48k", "--max-latency", "15"],
            environment: [:]
        )
        #expect(run.end(within: 20) == 64)
        #expect(run.errors.contains("algorithm") && run.errors.contains("in all"), "\(run.errors)")
        #expect(run.errors.contains("raise the limit, or choose --preset low-latency"), "\(run.errors)")
    }

    @Test(
        "the quickest preset is no advice where it was tried",
        arguments: [[], ["--preset", "low-latency"], ["--preset", "low-latency", "--period", "5"]]
    )
    func refusalOfQuickest(options: [String]) throws {
        let run = try LiveRun(
            ["--capture", "none", "--playback", "null", "--max-latency", "5"] + options,
            environment: [:]
        )
        #expect(run.end(within: 20) == 64)
        #expect(run.errors.contains("raise the limit") && !run.errors.contains("choose"), "\(run.errors)")
    }

    @Test("without a named preset a short latency makes the program choose one that fits")
    func choice() throws {
        let watch = MachineWatch()
        let run = try LiveRun(
            ["--capture", "none", "--playback", "null", "--max-latency", "18", "--duration", "0.5"],
            environment: [:]
        )
        #expect(run.end(within: 20) == 0)
        #expect(run.errors.contains("low-latency"), "\(run.errors)")
        try watch.requirePunctuality(within: 3)
        #expect((run.numbers["latencyMilliseconds"] ?? 99) < 25)
    }
}
