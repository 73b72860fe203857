import AudioIO
import Foundation
import RealTime
import Testing

@Suite("plot")
struct PlotTests {
    @Test("writes a picture of the size asked for, and says what it shows")
    func picture() throws {
        let scratch = try Scratch()
        let path = scratch.path("figure.png")
        let run = try CommandRun([
            "plot", Clips.demo, Clips.demoClean, "-o", path, "--width", "640", "--height", "480",
        ])
        #expect(run.status == 0)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains("2 panels, 0.00 to 6.00 s, 0 to 8 kHz"))
        #expect(try Self.size(ofPNG: path) == [640, 480])
        #expect(scratch.names == ["figure.png"])
    }

    @Test("where Cairo is not installed everything else works, and this says what to install")
    func missing() throws {
        let scratch = try Scratch()
        // The loader takes the first file of the name, and this one is no library.
        try Data().write(to: URL(fileURLWithPath: scratch.path("libcairo.so.2")))
        let environment = ["LD_LIBRARY_PATH": scratch.folder.path]
        let plot = try CommandRun(
            ["plot", Clips.demo, "-o", scratch.path("figure.png")],
            environment: environment
        )
        #expect(plot.status == 69)
        #expect(plot.errors.contains("install libcairo2"), "\(plot.errors)")
        let check = try CommandRun(["presets"], environment: environment)
        #expect(check.status == 0)
        #expect(scratch.names == ["libcairo.so.2"])
    }

    @Test("files of different rates, channels and lengths share a figure")
    func mixed() throws {
        let scratch = try Scratch()
        let other = try #require(Clips.names.last { $0.hasPrefix("48k") })
        let run = try CommandRun(["plot", Clips.demo, Clips.noisy(other), "-o", scratch.path("figure.svg")])
        #expect(run.status == 0)
        #expect(run.errors.contains("0 to 24 kHz"))
        let difference = try CommandRun([
            "plot", Clips.demo, Clips.noisy(other), Clips.demoClean, "--difference", "-o",
            scratch.path("difference.pdf"),
        ])
        #expect(difference.status == 0)
        #expect(difference.errors.contains("2 panels"))
        #expect(difference.errors.contains("-30.0 to 30.0 dB"))
        #expect(scratch.names == ["difference.pdf", "figure.svg"])
    }

    @Test("the difference of a file from itself is one colour")
    func difference() throws {
        let scratch = try Scratch()
        func size(_ name: String, _ files: [String]) throws -> Int {
            let path = scratch.path(name)
            #expect(try CommandRun(["plot", "--difference", "-o", path] + files).status == 0)
            return try Data(contentsOf: URL(fileURLWithPath: path)).count
        }
        let equal = try size("equal.png", [Clips.demo, Clips.demo])
        let different = try size("different.png", [Clips.demo, Clips.demoClean])
        #expect(equal * 5 < different)
    }

    @Test("a picture that exists is left as it is without --force")
    func force() throws {
        let scratch = try Scratch()
        let path = scratch.path("figure.png")
        try Data("mine".utf8).write(to: URL(fileURLWithPath: path))
        let refused = try CommandRun(["plot", Clips.demo, "-o", path])
        #expect(refused.status == 73)
        #expect(refused.errors.contains("--force"))
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data("mine".utf8))
        #expect(try CommandRun(["plot", Clips.demo, "-o", path, "--force"]).status == 0)
        #expect(try Self.size(ofPNG: path).count == 2)
        #expect(scratch.names == ["figure.png"])
    }

    @Test(
        "what cannot be plotted is refused with its reason and code, and leaves nothing",
        arguments: [
            ([Clips.demo, "--difference"], 64, "at least two files"),
            ([Clips.demo, "--from", "6"], 64, "ends at 6.000 s"),
            ([Clips.demo, "--from", "-1"], 64, "--from must be"),
            ([Clips.demo, "--to", "6.1"], 64, "ends at 6.000 s"),
            ([Clips.demo, "--from", "2", "--to", "2"], 64, "1 ms after"),
            ([Clips.demo, "--to", "nan"], 64, "1 ms after"),
            ([Clips.demo, "--range", "0"], 64, "--range must"),
            ([Clips.demo, "--top", "nan"], 64, "--top must"),
            ([Clips.demo, Clips.demo, "--difference", "--top", "0"], 64, "does not go with"),
            ([Clips.demo, "--width", "10"], 64, "--width must"),
            ([Clips.demo, "--height", "100000"], 64, "--height must"),
            ([Clips.demo, "--window", "0"], 64, "--window must"),
            (["no-such-sound.wav"], 66, "no-such-sound.wav"),
            ([Clips.demo, "/dev/zero"], 66, "no plain file"),
            ([Clips.demo, "/tmp"], 66, "is a folder"),
            ([Clips.demo, "Package.swift"], 65, "Package.swift"),
        ] as [([String], Int32, String)]
    )
    func refusals(arguments: [String], status: Int32, message: String) throws {
        let scratch = try Scratch()
        let run = try CommandRun(["plot"] + arguments + ["-o", scratch.path("figure.png")])
        #expect(run.status == status)
        #expect(run.errors.contains(message))
        #expect(scratch.names.isEmpty)
    }

    @Test("a picture of no known kind, and places where none can be made")
    func outputs() throws {
        let scratch = try Scratch()
        #expect(try CommandRun(["plot", Clips.demo, "-o", scratch.path("figure.gif")]).status == 64)
        #expect(try CommandRun(["plot", Clips.demo, "-o", scratch.path("figure")]).status == 64)
        #expect(try CommandRun(["plot", Clips.demo]).status == 64)
        #expect(try CommandRun(["plot", "-o", scratch.path("figure.png")]).status == 64)
        #expect(try CommandRun(["plot", Clips.demo, "-o", scratch.path("no/figure.png")]).status == 73)
        #expect(try CommandRun(["plot", Clips.demo, "-o", "/proc/figure.png"]).status == 73)
        #expect(scratch.names.isEmpty)
    }

    @Test("a file without sound, and one with a sample that is no number")
    func badSound() throws {
        let scratch = try Scratch()
        let (empty, broken) = (scratch.path("empty.wav"), scratch.path("broken.wav"))
        try WAVBytes.file(of: []).write(to: URL(fileURLWithPath: empty))
        try WAVBytes.file(of: [0, 0.5, .nan, 0]).write(to: URL(fileURLWithPath: broken))
        let emptyRun = try CommandRun(["plot", empty, "-o", scratch.path("figure.png")])
        #expect(emptyRun.status == 65)
        #expect(emptyRun.errors.contains("holds no sound"))
        let brokenRun = try CommandRun(["plot", broken, "-o", scratch.path("figure.png")])
        #expect(brokenRun.status == 65)
        #expect(brokenRun.errors.contains("sample 2 of channel 1"))
        #expect(scratch.names == ["broken.wav", "empty.wav"])
    }

    @Test("a file that is shorter than its header says is drawn as far as it goes")
    func truncated() throws {
        let scratch = try Scratch()
        let path = try WAVBytes.truncatedDemo(in: scratch)
        let run = try CommandRun(["plot", path, "-o", scratch.path("figure.png")])
        #expect(run.status == 0)
        #expect(run.errors.contains("shorter than its header says"))
        #expect(run.errors.contains("0.00 to 1.00 s"))
    }

    /// Width and height as the header says.
    private static func size(ofPNG path: String) throws -> [Int] {
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)).prefix(24))
        try #require(
            bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) && bytes.count == 24
        )
        return [16, 20].map { start in bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) } }
    }
}
