import Foundation
import TestDevices
import Testing

/// The devices that the other tests rely on, seen by the tools of alsa-utils.
@Suite("Fault devices")
struct FaultDeviceTests {
    /// Every sample differs from its neighbours by one code of 16 bit.
    static let ramp = (0..<48_000).map { Float($0 % 60_000 - 30_000) / 32_768 }

    @Test("a microphone gives its sound to the sample, in real time", .enabled(if: Tool.exists("arecord")))
    func capture() throws {
        let device = try FaultDevice(hearing: Self.ramp)
        let begin = ContinuousClock.now
        let bytes = try Tool.run(
            "arecord",
            ["-q", "-D", device.name, "-f", "S32_LE", "-r", "48000", "-t", "raw", "-s", "24000"],
            environment: device.environment
        )
        #expect(begin.duration(to: .now) >= .milliseconds(490))
        let words = unsafe bytes.withUnsafeBytes { unsafe Array($0.bindMemory(to: Int32.self)) }
        #expect(words == Self.ramp.prefix(24_000).map { Int32($0 * 0x1p31) })
        #expect(device.state.starts == 1 && device.state.users == 0 && device.state.lateXruns == 0)
    }

    @Test("a loudspeaker records what it heard to the sample", .enabled(if: Tool.exists("aplay")))
    func playback() throws {
        let device = try FaultDevice()
        let words = Self.ramp.prefix(24_000).map { Int32($0 * 0x1p31) }
        let input = unsafe words.withUnsafeBytes { unsafe Data($0) }
        _ = try Tool.run(
            "aplay",
            ["-q", "-D", device.name, "-f", "S32_LE", "-r", "48000", "-t", "raw"],
            input: input,
            environment: device.environment
        )
        let heard = device.heard
        #expect(Array(heard.prefix(24_000)) == Array(Self.ramp.prefix(24_000)))
        #expect(heard.dropFirst(24_000).allSatisfy { $0 == 0 })
    }
}

/// Another program.
enum Tool {
    static func exists(_ name: String) -> Bool {
        FileManager.default.isExecutableFile(atPath: "/usr/bin/\(name)")
    }

    static func run(
        _ name: String,
        _ arguments: [String],
        input: Data = Data(),
        environment: [String: String]
    ) throws -> Data {
        let process = Process()
        let (source, sink) = (Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: "/usr/bin/\(name)")
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        (process.standardInput, process.standardOutput) = (source, sink)
        try process.run()
        Thread.detachNewThread {
            source.fileHandleForWriting.write(input)
            try? source.fileHandleForWriting.close()
        }
        let output = sink.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return output
    }
}
