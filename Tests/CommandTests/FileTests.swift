import AudioIO
import Foundation
import RealTime
import Testing

@Suite("file")
struct FileTests {
    @Test(
        "the output has the input's rate, channels, encoding, length and tags",
        arguments: Clips.names.prefix(1) + Clips.names.suffix(1)
    )
    func keepsEverything(name: String) throws {
        let scratch = try Scratch()
        let output = scratch.path("clean.flac")
        let run = try CommandRun(["file", Clips.noisy(name), "-o", output])
        #expect(run.status == 0)
        #expect(run.output.isEmpty)
        let before = try FileSource(path: Clips.noisy(name)).description
        let after = try FileSource(path: output).description
        #expect(after.format == before.format)
        #expect(after.stream == before.stream)
        #expect(after.frames == before.frames)
        #expect(after.tags == before.tags)
        #expect(scratch.names == ["clean.flac"])
    }

    @Test("every format can be read and written", arguments: FileContainer.allCases)
    func formats(container: FileContainer) throws {
        let scratch = try Scratch()
        let first = scratch.path("a.\(container.pathExtension)")
        let made = try CommandRun(["file", Clips.demo, "-o", first, "--format", container.rawValue, "-q"])
        #expect(made.status == 0)
        let second = scratch.path("b.wav")
        let read = try CommandRun(["file", first, "-o", second, "--engine", "bypass", "-q"])
        #expect(read.status == 0)
        let frames = try FileSource(path: second).description.frames ?? 0
        // MP3 pads its ends.
        #expect(container == .mp3 ? abs(frames - 96000) < 3000 : frames == 96000)
    }

    @Test("bypass gives the input back, sample for sample")
    func bypass() throws {
        let scratch = try Scratch()
        let output = scratch.path("same.wav")
        #expect(try CommandRun(["file", Clips.demo, "-o", output, "--engine", "bypass"]).status == 0)
        let samples = try Data(contentsOf: URL(fileURLWithPath: output)).dropFirst(44)
        for (same, original) in zip(samples.int16, try Clips.demoSamples().int16) {
            #expect(abs(Int(same) - Int(original)) <= 1)
        }
    }

    @Test(
        "the first CleanMachine's way: -f and -a, and the name that results",
        arguments: [("SS", "ss"), ("WF", "wf")]
    )
    func originalWay(algorithm: String, mark: String) throws {
        let scratch = try Scratch()
        let input = scratch.path("input.wav")
        try FileManager.default.copyItem(atPath: Clips.demo, toPath: input)
        let run = try CommandRun(["file", "-f", input, "-a", algorithm])
        #expect(run.status == 0)
        #expect(scratch.names == ["input.wav", "input_\(mark)_denoised.wav"])
    }

    @Test("many files in parallel give what each gives alone")
    func jobs() throws {
        let scratch = try Scratch()
        let inputs = Clips.names.prefix(4).map(Clips.noisy)
        let together = try CommandRun(["file", "-d", scratch.path("together"), "--jobs", "3"] + inputs)
        #expect(together.status == 0)
        for name in Clips.names.prefix(4) {
            let alone = scratch.path("alone.flac")
            #expect(try CommandRun(["file", Clips.noisy(name), "-o", alone, "--force", "-q"]).status == 0)
            let one = try Data(contentsOf: URL(fileURLWithPath: alone))
            let other = try Data(contentsOf: URL(fileURLWithPath: scratch.path("together/\(name)")))
            #expect(one == other)
        }
    }

    @Test("an existing file stays unless --force is given")
    func overwriting() throws {
        let scratch = try Scratch()
        let output = scratch.path("out.wav")
        try Data("precious".utf8).write(to: URL(fileURLWithPath: output))
        let refused = try CommandRun(["file", Clips.demo, "-o", output])
        #expect(refused.status == 73)
        #expect(try Data(contentsOf: URL(fileURLWithPath: output)) == Data("precious".utf8))
        #expect(try CommandRun(["file", Clips.demo, "-o", output, "--force"]).status == 0)
        #expect(try Data(contentsOf: URL(fileURLWithPath: output)).count == 192_044)
        #expect(scratch.names == ["out.wav"])
    }

    @Test("one bad file among good ones is reported, the others are cleaned")
    func someBad() throws {
        let scratch = try Scratch()
        let bad = scratch.path("bad.wav")
        try Data("no sound".utf8).write(to: URL(fileURLWithPath: bad))
        let run = try CommandRun(["file", bad, Clips.demo, "-d", scratch.path("out")])
        #expect(run.status == 65)
        #expect(run.errors.contains("bad.wav"))
        #expect(FileManager.default.fileExists(atPath: scratch.path("out/demo-noisy.wav")))
    }

    @Test("two inputs that would be written to one output are refused before anything is written")
    func equalOutputs() throws {
        let scratch = try Scratch()
        let run = try CommandRun(["file", Clips.demo, Clips.demo, "-d", scratch.path("out")])
        #expect(run.status == 64)
        #expect(scratch.names.isEmpty)
    }

    @Test("pipe and file are one engine: equal sound")
    func sameAsPipe() throws {
        let scratch = try Scratch()
        let output = scratch.path("out.wav")
        #expect(try CommandRun(["file", Clips.demo, "-o", output, "-q"]).status == 0)
        let piped = try CommandRun(
            ["pipe", "--align", "-q"],
            input: Data(contentsOf: URL(fileURLWithPath: Clips.demo))
        )
        #expect(try Data(contentsOf: URL(fileURLWithPath: output)).dropFirst(44) == piped.output)
    }

    @Test("an interrupted run leaves nothing half written")
    func interrupted() throws {
        let scratch = try Scratch()
        let input = scratch.path("long.wav")
        var long = try WAVBytes.demo(samples: 0)
        let size = 400_000_000
        long.replaceSubrange(40..<44, with: WAVBytes.word(size))
        try long.write(to: URL(fileURLWithPath: input))
        try FileHandle(forWritingTo: URL(fileURLWithPath: input)).truncate(atOffset: 44 + UInt64(size))
        let process = CommandRun.process(["file", input, "-o", scratch.path("out.wav"), "-q"])
        process.standardError = FileHandle.nullDevice
        try process.run()
        while scratch.names.count < 2, process.isRunning { usleep(1000) }
        process.interrupt()
        process.waitUntilExit()
        #expect(process.terminationStatus == 130)
        #expect(scratch.names == ["long.wav"])
    }
}
