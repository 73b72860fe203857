import Foundation
import Glibc
import TestDevices
import TestSignals
import Testing

/// A minute of two cards whose clocks differ: nothing may be lost, and the latency may not creep.
@Suite("Live, two clocks", .timeLimit(.minutes(3)))
struct DriftTests {
    @Test("a minute at different clocks loses nothing and keeps its latency", arguments: [500.0, -500.0])
    func minute(partsPerMillion: Double) throws {
        let watch = MachineWatch()
        let sound = Trace.sound(seconds: 66, seed: 3)
        var options = FaultOptions()
        options.partsPerMillion = partsPerMillion
        let microphone = try FaultDevice(hearing: sound, options)
        let speaker = try FaultDevice()
        let run = try LiveRun(
            from: microphone,
            to: speaker,
            ["--engine", "bypass", "--period", "10", "--margin", "150", "--duration", "61"]
        )
        #expect(run.end(within: 90) == 0, "\(run.errors)")
        try watch.requirePunctuality(within: 50)
        let numbers = run.numbers
        #expect(numbers["captureOverruns"] == 0 && numbers["playbackOverruns"] == 0, "\(run.errors)")
        #expect(numbers["droppedFrames"] == 0 && numbers["captureLostFrames"] == 0)
        let trace = Trace(
            of: sound,
            from: microphone.state,
            partsPerMillion: partsPerMillion,
            to: speaker.state,
            heard: speaker.heard,
            from: 1,
            to: 59
        )
        #expect(trace.windows.count > 200)
        #expect(
            trace.windows.allSatisfy { $0.likeness > 0.97 },
            "\(trace.windows.filter { $0.likeness <= 0.97 })"
        )
        // 10 ms of period, 10 of algorithm, 150 of margin for machines that run other tests too, and a third of a
        // millisecond for the resampler.
        let target = 170.3
        #expect(trace.windows.allSatisfy { abs($0.milliseconds - target) < 10 }, "\(trace.windows)")
        let late = trace.windows.suffix(80).map(\.milliseconds)
        #expect((late.max() ?? 99) - (late.min() ?? 0) < 2)
    }
}
