import Foundation
import Testing

@Suite("libraries that are loaded when they are needed")
struct LibraryTests {
    @Test("without libsndfile a file is refused with what to install, and a pipe is cleaned")
    func sndfile() throws {
        let scratch = try Scratch()
        let environment = try Self.hiding("libsndfile.so.1", in: scratch)
        let file = try Self.cleaning(to: scratch, environment)
        #expect(file.status == 69)
        #expect(
            file.errors.contains("reading sound files needs libsndfile; install libsndfile1"),
            "\(file.errors)"
        )
        let pipe = try CommandRun(
            ["pipe", "--rate", "16000"],
            input: Data(count: 32000),
            environment: environment
        )
        #expect(pipe.status == 0 && pipe.output.count == 32000, "\(pipe.errors)")
        #expect(scratch.names == ["libsndfile.so.1"])
    }

    @Test("without libsoxr only what needs another rate is refused, with what to install")
    func soxr() throws {
        let scratch = try Scratch()
        let environment = try Self.hiding("libsoxr.so.0", in: scratch)
        let noise = try #require(Clips.names.last { $0.hasPrefix("48k") })
        let mix = try CommandRun(
            ["mix", Clips.demoClean, Clips.noisy(noise), "--snr", "5", "-o", scratch.path("mix.wav")],
            environment: environment
        )
        #expect(mix.status == 69)
        #expect(
            mix.errors.contains("converting from 48000 to 16000 Hz needs libsoxr; install libsoxr0"),
            "\(mix.errors)"
        )
        let file = try Self.cleaning(to: scratch, environment)
        #expect(file.status == 0, "\(file.errors)")
        #expect(scratch.names == ["clean.wav", "libsoxr.so.0"])
    }

    private static func cleaning(to scratch: Scratch, _ environment: [String: String]) throws -> CommandRun {
        try CommandRun(["file", Clips.demo, "-o", scratch.path("clean.wav")], environment: environment)
    }

    // The loader takes the first file of the name, and this one is no library.
    private static func hiding(_ library: String, in scratch: Scratch) throws -> [String: String] {
        try Data().write(to: URL(fileURLWithPath: scratch.path(library)))
        return ["LD_LIBRARY_PATH": scratch.folder.path]
    }
}
