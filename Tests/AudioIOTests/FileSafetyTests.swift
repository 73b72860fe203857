import AudioIO
import Glibc
import RealTime
import Testing

@Suite("Sound files and what can go wrong")
struct FileSafetyTests {
    private let mono = StreamFormat(sampleRate: 16_000, channels: 1)

    private var wav: FileDescription { FileDescription(format: FileFormat(.wav), stream: mono) }

    private func make(_ path: String, _ values: [Float] = [0.5], overwrite: Bool = false) throws(AudioError) {
        var sink = try FileSink(path: path, description: wav, overwrite: overwrite)
        try write(values, to: &sink)
    }

    private func inputFailure(_ path: String) -> AudioError? {
        failure { () throws(AudioError) in _ = try FileSource(path: path) }
    }

    @Test("the name appears only when the file is complete")
    func partialName() throws {
        let folder = Folder()
        var sink = try FileSink(path: folder.file("a.wav"), description: wav)
        try sink.write(Samples(noise(count: 1000)), from: 0, frames: 1000)
        #expect(folder.names == [".a.wav.part-\(getpid())"])
        try sink.finish()
        #expect(folder.names == ["a.wav"])
    }

    @Test("discarding, or dropping without finishing, leaves nothing")
    func discarded() throws {
        let folder = Folder()
        var sink = try FileSink(path: folder.file("a.wav"), description: wav)
        try sink.write(Samples(noise(count: 1000)), from: 0, frames: 1000)
        sink.discard()
        #expect(folder.names.isEmpty)
        func drop() throws {
            var dropped = try FileSink(path: folder.file("a.wav"), description: wav)
            try dropped.write(Samples(noise(count: 1000)), from: 0, frames: 1000)
        }
        try drop()
        #expect(folder.names.isEmpty)
    }

    @Test("an existing file stays unless it may be replaced")
    func overwriting() throws {
        let folder = Folder()
        let path = folder.file("a.wav")
        try make(path, [0.25])
        _ = unsafe chmod(path, 0o640)
        let refusal = failure { () throws(AudioError) in try make(path) }
        #expect(refusal?.kind == .cannotCreate)
        #expect(refusal?.message.contains("--force") == true)
        try make(path, [0.75], overwrite: true)
        var source = try FileSource(path: path)
        #expect(try everything(from: &source) == [0.75])
        #expect(folder.names == ["a.wav"])
        var facts = stat()
        _ = unsafe stat(path, &facts)
        #expect(facts.st_mode & 0o777 == 0o640)
    }

    @Test("a file that appears while another is written under its name is left alone")
    func race() throws {
        let folder = Folder()
        var sink = try FileSink(path: folder.file("a.wav"), description: wav)
        folder.write([1, 2, 3], to: "a.wav")
        let refusal = failure { () throws(AudioError) in try sink.finish() }
        #expect(refusal?.kind == .cannotCreate)
        #expect(folder.names == ["a.wav"])
        #expect(folder.bytes(of: "a.wav") == [1, 2, 3])
    }

    @Test("the input itself is no output, unless it may be replaced, and then it is read to its end first")
    func sameFile() throws {
        let folder = Folder()
        let values = noise(count: 50_000).map { ($0 * 32768).rounded() / 32768 }
        try make(folder.file("a.wav"), values)
        _ = unsafe link(folder.file("a.wav"), folder.file("b.wav"))
        var source = try FileSource(path: folder.file("a.wav"))
        let identity = source.identity
        let refusal = failure { () throws(AudioError) in
            _ = try FileSink(path: folder.file("b.wav"), description: wav, input: identity)
        }
        #expect(refusal?.message.contains("the input itself") == true)
        var sink = try FileSink(
            path: folder.file("a.wav"),
            description: source.description,
            overwrite: true,
            input: identity
        )
        var block = Samples(repeating: 0, count: 1000)
        while true {
            let frames = try source.read(into: &block, frames: 1000)
            if frames == 0 { break }
            try sink.write(block, from: 0, frames: frames)
        }
        try sink.finish()
        var back = try FileSource(path: folder.file("a.wav"))
        #expect(try everything(from: &back) == values)
    }

    @Test("special files and folders are never replaced")
    func specialFiles() {
        let folder = Folder()
        for path in ["/dev/null", folder.path, folder.path + "/", "/proc/a.wav"] {
            let refusal = failure { () throws(AudioError) in try make(path, overwrite: true) }
            #expect(refusal?.kind == .cannotCreate)
        }
        let refusal = failure { () throws(AudioError) in try make(folder.file("none/a.wav")) }
        #expect(refusal?.message.contains("folder") == true)
    }

    @Test("inputs that are no sound are told apart")
    func badInputs() {
        let folder = Folder()
        folder.write([], to: "empty.wav")
        folder.write(Array("This is a letter, not a recording.\n".utf8), to: "text.wav")
        folder.write(Array("RIFF\u{10}\0\0\0WAVEfmt ".utf8), to: "cut.wav")
        #expect(inputFailure(folder.file("none.wav"))?.kind == .noInput)
        #expect(inputFailure(folder.path)?.kind == .noInput)
        #expect(inputFailure(folder.file("empty.wav"))?.kind == .badData)
        #expect(inputFailure(folder.file("empty.wav"))?.message.contains("empty") == true)
        #expect(inputFailure(folder.file("text.wav"))?.kind == .badData)
        #expect(inputFailure(folder.file("cut.wav"))?.kind == .badData)
    }

    @Test(
        "impossible rates and channel counts are refused",
        arguments: [(0, 1), (999, 1), (800_000, 1), (16_000, 65), (16_000, 1000)]
    )
    func badShapes(rate: Int, channels: Int) throws {
        let folder = Folder()
        var bytes = try WAVHeader.streaming(.s16le, format: mono)
        bytes.replaceSubrange(22..<24, with: [UInt8(channels & 0xFF), UInt8(channels >> 8)])
        bytes.replaceSubrange(24..<28, with: (0..<4).map { UInt8(rate >> (8 * $0) & 0xFF) })
        bytes.replaceSubrange(32..<34, with: [UInt8(2 * channels & 0xFF), UInt8(2 * channels >> 8)])
        folder.write(bytes + [UInt8](repeating: 0, count: 4 * channels), to: "a.wav")
        #expect(inputFailure(folder.file("a.wav"))?.kind == .badData)
    }

    @Test("a file that is shorter than its header says is read as far as it goes, and says so")
    func truncated() throws {
        let folder = Folder()
        try make(folder.file("a.wav"), noise(count: 10_000))
        folder.write(Array(folder.bytes(of: "a.wav").prefix(44 + 2 * 6_000)), to: "b.wav")
        var source = try FileSource(path: folder.file("b.wav"))
        let isTruncated = source.isTruncated
        #expect(isTruncated)
        #expect(try everything(from: &source).count == 6_000)
    }

    @Test(
        "no mangled file does worse than be refused or end early",
        arguments: [FileContainer.wav, .flac, .aiff, .ogg, .mp3]
    )
    func hostile(container: FileContainer) throws {
        let folder = Folder()
        let stream = StreamFormat(sampleRate: 48_000, channels: 2)
        var sink = try FileSink(
            path: folder.file("a"),
            description: FileDescription(format: FileFormat(container), stream: stream)
        )
        try write(noise(count: 4_000), to: &sink)
        let good = folder.bytes(of: "a")
        try #require(!good.isEmpty)
        var random = SplitMix64(seed: 99)
        var opened = 0
        for _ in 0..<100 {
            var bytes = good
            for _ in 0..<8 {
                bytes[Int.random(in: 0..<min(bytes.count, 200), using: &random)] = UInt8.random(
                    in: 0...255,
                    using: &random
                )
            }
            folder.write(bytes, to: "b")
            let refusal = failure { () throws(AudioError) in
                var source = try FileSource(path: folder.file("b"))
                opened += 1
                let count = try everything(from: &source).count
                #expect(count % source.format.channels == 0)
            }
            #expect(refusal == nil || refusal?.message.isEmpty == false)
        }
        #expect(opened <= 100)
    }
}
