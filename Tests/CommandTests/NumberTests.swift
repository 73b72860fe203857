import Foundation
import Testing

@Suite("numbers on the command line")
struct NumberTests {
    @Test("a gain below zero makes the result softer")
    func negativeGain() throws {
        let input = Data((0..<16_000).flatMap { _ in [UInt8(0x10), 0x27] })
        let run = try CommandRun(
            ["pipe", "--rate", "16000", "--engine", "bypass", "--align", "--gain", "-20"],
            input: input
        )
        #expect(run.status == 0, "\(run.errors)")
        let middle = run.output.count / 2
        let sample = Int(run.output[middle]) | Int(run.output[middle + 1]) << 8
        #expect(abs(sample - 1000) <= 1)
    }

    @Test(
        "one that cannot be is told, with what can be, and not taken for an option",
        arguments: [
            ["pipe", "--rate", "-16000"], ["pipe", "--rate", "16000", "--channels", "-1"],
            ["pipe", "--rate", "16000", "--mix", "-1"],
            ["pipe", "--rate", "16000", "--attenuation-limit", "-4"],
            ["pipe", "--rate", "16000", "--learn", "-4"],
            ["live", "--margin", "-3"], ["live", "--period", "-3"], ["live", "--max-latency", "-3"],
            ["live", "--duration", "-3"], ["live", "--idle-release", "-3"], ["live", "--rate", "-3"],
            ["live", "--channels", "-3"], ["bench", "--seconds", "-3"], ["bench", "--rate", "-3"],
            ["file", "--jobs", "-1", Clips.demo, "-o", "/dev/null/clean.wav"],
            ["plot", Clips.demo, "-o", "/dev/null/figure.png", "--width", "-3"],
        ]
    )
    func impossible(arguments: [String]) throws {
        let run = try CommandRun(arguments)
        #expect([64, 78].contains(run.status), "\(run.status)")
        #expect(!run.errors.contains("Missing value"), "\(run.errors)")
        #expect(run.output.isEmpty)
    }
}
