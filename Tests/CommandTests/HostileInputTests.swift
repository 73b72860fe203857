import Foundation
import Testing

@Suite("hostile input: a clear message and the documented exit code")
struct HostileInputTests {
    @Test("a file that is not there")
    func missing() throws {
        let run = try CommandRun(["file", "/nowhere/a.wav", "-o", "/tmp/never.wav"])
        #expect(run.status == 66)
        #expect(run.errors.contains("/nowhere/a.wav"))
    }

    @Test("files that are no sound", arguments: ["", "RIFF", "just some text, no sound at all\n"])
    func noSound(content: String) throws {
        let scratch = try Scratch()
        let path = scratch.path("bad.wav")
        try Data(content.utf8).write(to: URL(fileURLWithPath: path))
        let run = try CommandRun(["file", path, "-o", scratch.path("out.wav")])
        #expect(run.status == 65)
        #expect(run.errors.contains("bad.wav"))
        #expect(scratch.names == ["bad.wav"])
    }

    @Test("a WAV file that is shorter than its header says is cleaned as far as it goes")
    func truncated() throws {
        let scratch = try Scratch()
        let path = try WAVBytes.truncatedDemo(in: scratch)
        let run = try CommandRun(["file", path, "-o", scratch.path("out.wav")])
        #expect(run.status == 0)
        #expect(run.errors.contains("shorter than its header says"))
        let size = try Data(contentsOf: URL(fileURLWithPath: scratch.path("out.wav"))).count
        #expect(size == 44 + 32000)
    }

    @Test("headers that cannot be true", arguments: [(0, 1), (16000, 0), (16000, 1000)])
    func impossibleHeader(rate: Int, channels: Int) throws {
        var header =
            [UInt8]("RIFF".utf8) + [0xFF, 0xFF, 0xFF, 0x7F] + [UInt8]("WAVEfmt ".utf8) + [16, 0, 0, 0, 1, 0]
        header += [UInt8(channels & 255), UInt8(channels >> 8)]
        header += (0..<4).map { UInt8(rate >> (8 * $0) & 255) }
        header += [0, 0, 0, 0, UInt8(2 * channels & 255), UInt8(2 * channels >> 8 & 255), 16, 0]
        header += [UInt8]("data".utf8) + [0xFF, 0xFF, 0xFF, 0x7F] + [UInt8](repeating: 0, count: 4000)
        let piped = try CommandRun(["pipe"], input: Data(header))
        #expect(piped.status == 65)
        #expect(piped.errors.contains("standard input"))
        let scratch = try Scratch()
        let path = scratch.path("bad.wav")
        try Data(header).write(to: URL(fileURLWithPath: path))
        let filed = try CommandRun(["file", path])
        #expect(filed.status == 65)
        #expect(filed.errors.contains("bad.wav"))
    }

    @Test("a header that promises 2 GB on a short pipe is believed only as far as the sound goes")
    func twoGigabytes() throws {
        var input = try WAVBytes.demo(samples: 1600)
        input.replaceSubrange(40..<44, with: WAVBytes.word(2_000_000_000))
        let run = try CommandRun(["pipe", "--align"], input: input)
        #expect(run.status == 0)
        #expect(run.output.count == 3200)
        #expect(run.errors.contains("promised"))
    }

    @Test(
        "a full disk",
        arguments: [["pipe", "--rate", "16000"], ["pipe", "--rate", "16000", "--wav-header"]]
    )
    func fullDisk(arguments: [String]) throws {
        let run = try CommandRun(
            arguments,
            standardInput: FileHandle(
                forReadingFrom: URL(
                    fileURLWithPath: Clips.folder.appendingPathComponent("README.md").path
                )
            ),
            standardOutput: FileHandle(forWritingTo: URL(fileURLWithPath: "/dev/full"))
        )
        #expect(run.status == 74)
        #expect(run.errors.contains("standard output"))
    }

    @Test("an input and an output of one name")
    func sameFile() throws {
        let scratch = try Scratch()
        let path = scratch.path("a.wav")
        try FileManager.default.copyItem(atPath: Clips.demo, toPath: path)
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        let refused = try CommandRun(["file", path, "-o", path])
        #expect(refused.status == 73)
        #expect(refused.errors.contains("--force"))
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
        let forced = try CommandRun(["file", path, "-o", path, "--force"])
        #expect(forced.status == 0)
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) != before)
        #expect(scratch.names == ["a.wav"])
    }

    @Test("a folder that cannot be written, and one that is not there")
    func unwritable() throws {
        let missing = try CommandRun(["file", Clips.demo, "-o", "/nowhere/at/all.wav"])
        #expect(missing.status == 73)
        #expect(missing.errors.contains("/nowhere/at"))
        let unwritable = try CommandRun(["file", Clips.demo, "-o", "/proc/out.wav"])
        #expect(unwritable.status == 73)
    }

    @Test("a float file of NaN comes out as finite sound of equal length")
    func notANumber() throws {
        let run = try CommandRun(
            ["pipe", "--rate", "48000", "--format", "f32le"],
            input: Self.nan(count: 48000)
        )
        #expect(run.status == 0)
        #expect(run.errors.contains("bad 48000"))
        #expect(run.output.count == 4 * 48000)
        #expect(run.output.allSatisfy { $0 == 0 })
    }

    @Test(
        "options that make no sense",
        arguments: [
            ["pipe"], ["pipe", "--rate", "0"], ["pipe", "--rate", "16000", "--channels", "1000"],
            ["pipe", "--rate", "16000", "--format", "s12"], ["pipe", "--rate", "16000", "--engine", "magic"],
            ["file"], ["file", "a", "b", "-o", "c"], ["file", "a", "-o", "b", "-d", "c"], ["nonsense"],
        ]
    )
    func usage(arguments: [String]) throws {
        let run = try CommandRun(arguments)
        #expect(run.status == 64)
        #expect(!run.errors.isEmpty)
        #expect(run.output.isEmpty)
    }

    @Test(
        "settings that cannot be",
        arguments: [
            ["--set", "gain.floorDecibels=12"], ["--set", "gain.flor=1"], ["--mix", "2"],
            ["--preset", "no-such-preset"],
            ["--set", "frame.hopMilliseconds=19"],
        ]
    )
    func configuration(options: [String]) throws {
        let run = try CommandRun(["pipe", "--rate", "16000"] + options)
        #expect(run.status == 78)
        #expect(!run.errors.isEmpty)
    }

    @Test("wrong settings are told once, however many files there are")
    func toldOnce() throws {
        let scratch = try Scratch()
        let clips = Clips.names.map { Clips.noisy($0) }
        let run = try CommandRun(["file", "--preset", "no-such-preset", "-d", scratch.path("out")] + clips)
        #expect(run.status == 78)
        #expect(run.errors.components(separatedBy: "no-such-preset").count == 2)
    }

    private static func nan(count: Int) -> Data {
        [Float](repeating: .nan, count: count).littleEndianData
    }
}
