import Foundation
import TestDevices
import TestSignals
import Testing

private let soakMinutes = ProcessInfo.processInfo.environment["CLEANMACHINE_SOAK_MINUTES"].flatMap(
    Double.init
)

/// As long as it takes: `make soak MINUTES=60`.
@Suite("Soak", .enabled(if: soakMinutes != nil, "runs with make soak"))
struct SoakTests {

    @Test("hours at different clocks: nothing lost, memory flat, latency kept")
    func long() throws {
        let watch = MachineWatch()
        let seconds = 60 * (soakMinutes ?? 1)
        var options = FaultOptions()
        options.partsPerMillion = 300
        options.repeats = true
        let microphone = try FaultDevice(hearing: Trace.sound(seconds: 10, seed: 1), options)
        let speaker = try FaultDevice()
        let run = try LiveRun(
            from: microphone,
            to: speaker,
            ["--period", "10", "--margin", "150", "--duration", "\(seconds)"]
        )
        sleep(20)
        let first = run.resources
        #expect(run.end(within: max(0, seconds - 25)) == nil)
        let last = run.resources
        #expect(run.end(within: 60) == 0, "\(run.errors)")
        let numbers = run.numbers
        print(
            "soak: \(seconds) s, resident \(first.kilobytes) -> \(last.kilobytes) kB, \(watch.report); \(run.errors)"
        )
        #expect(last.descriptors == first.descriptors)
        #expect(last.kilobytes < first.kilobytes + 500)
        #expect(abs((numbers["driftPartsPerMillion"] ?? 0) - 300) < 30)
        #expect(abs((numbers["latencyMilliseconds"] ?? 0) - 170.3) < 3)
        // A machine that stood still for longer than all buffers together has lost sound, whatever a program does.
        try watch.requirePunctuality(within: 140)
        for name in ["captureOverruns", "playbackOverruns", "captureLostFrames", "droppedFrames"] {
            #expect(numbers[name] == 0, "\(name)")
        }
    }
}
