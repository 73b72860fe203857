import AudioIO
import Glibc
import RealTime
import Testing

@Suite("Sound files there and back")
struct FileRoundTripTests {
    private func file(
        _ folder: Folder,
        _ name: String,
        container: FileContainer,
        like sampleFormat: FileFormat? = nil,
        stream: StreamFormat,
        values: [Float],
        tags: FileTags = FileTags()
    ) throws -> FileDescription {
        let path = folder.file(name)
        let format = try FileFormat.nearest(to: sampleFormat, in: container, stream: stream, place: path)
        var sink = try FileSink(
            path: path,
            description: FileDescription(format: format, stream: stream, tags: tags)
        )
        try write(values, to: &sink)
        return sink.description
    }

    @Test(
        "16 bit sound comes back exactly",
        arguments: [FileContainer.wav, .flac, .aiff, .au, .w64, .rf64, .caf],
        [1, 2, 6]
    )
    func lossless(container: FileContainer, channels: Int) throws {
        let folder = Folder()
        let stream = StreamFormat(sampleRate: 44_100, channels: channels)
        let values = noise(count: 5_000 * channels).map { ($0 * 32768).rounded() / 32768 }
        let written = try file(
            folder,
            "a.\(container.rawValue)",
            container: container,
            stream: stream,
            values: values
        )
        var source = try FileSource(path: folder.file("a.\(container.rawValue)"))
        #expect(source.description.format == written.format)
        #expect(source.format == stream)
        #expect(source.description.frames == 5_000)
        let isTruncated = source.isTruncated
        #expect(!isTruncated)
        #expect(try everything(from: &source) == values)
    }

    @Test(
        "every encoding a WAV file may have is kept and exact to its width",
        arguments: WAVEncoding.allCases
    )
    func encodings(encoding: WAVEncoding) throws {
        let folder = Folder()
        let stream = StreamFormat(sampleRate: 16_000, channels: 1)
        folder.write(try encoding.emptyFile(stream), to: "seed.wav")
        let seed = try FileSource(path: folder.file("seed.wav"))
        let values = encoding.exactValues
        _ = try file(
            folder,
            "b.wav",
            container: .wav,
            like: seed.description.format,
            stream: stream,
            values: values
        )
        var back = try FileSource(path: folder.file("b.wav"))
        #expect(back.description.format == seed.description.format)
        #expect(try everything(from: &back) == values)
    }

    @Test(
        "lossy containers keep the sound close",
        arguments: [(FileContainer.ogg, 20.0), (.opus, 20.0), (.mp3, 20.0)]
    )
    func lossy(container: FileContainer, decibels: Double) throws {
        let folder = Folder()
        let stream = StreamFormat(sampleRate: 48_000, channels: 2)
        let values = sine(hertz: 440, rate: 48_000, frames: 48_000, channels: 2)
        _ = try file(folder, "c", container: container, stream: stream, values: values)
        var source = try FileSource(path: folder.file("c"))
        #expect(source.description.format.container == container)
        #expect(source.description.frames == 48_000)
        let back = try everything(from: &source)
        #expect(back.count == values.count)
        let middle = 4_800..<91_200
        #expect(signalToNoise(back[middle], values[middle]) > decibels)
    }

    @Test("tags are kept", arguments: [FileContainer.wav, .flac, .ogg, .opus, .mp3, .aiff, .caf])
    func tags(container: FileContainer) throws {
        let folder = Folder()
        let stream = StreamFormat(sampleRate: 48_000, channels: 1)
        var tags = FileTags()
        tags[.title] = "Ein Stück"
        tags[.artist] = "Somebody"
        tags[.comment] = "made for a test"
        _ = try file(
            folder,
            "d",
            container: container,
            stream: stream,
            values: noise(count: 4_800),
            tags: tags
        )
        let source = try FileSource(path: folder.file("d"))
        #expect(source.description.tags[.title] == "Ein Stück")
        #expect(source.description.tags[.comment] == "made for a test")
        // AIFF has a chunk for the author and CAF one for the artist; libsndfile reads both under this name.
        #expect(source.description.tags[.artist] == "Somebody")
    }

    @Test("loud samples are clamped and counted in integers and kept in floats")
    func clipping() throws {
        let folder = Folder()
        let stream = StreamFormat(sampleRate: 16_000, channels: 1)
        let values: [Float] = [1.5, -1.5, 0.5, .nan]
        let integers = FileDescription(format: FileFormat(.wav), stream: stream)
        var sink = try FileSink(path: folder.file("i.wav"), description: integers)
        try write(values, to: &sink)
        #expect(sink.clampedSamples == 2)
        var back = try FileSource(path: folder.file("i.wav"))
        let clamped: [Float] = [0x1.FFFCp-1, -1, 0.5, 0]
        #expect(try everything(from: &back) == clamped)

        folder.write(try WAVEncoding.float.emptyFile(stream), to: "seed.wav")
        let floats = try FileSource(path: folder.file("seed.wav")).description
        var wide = try FileSink(path: folder.file("f.wav"), description: floats)
        try write(values, to: &wide)
        #expect(wide.clampedSamples == 0)
        var kept = try FileSource(path: folder.file("f.wav"))
        let samples = try everything(from: &kept)
        #expect(samples[0] == 1.5 && samples[1] == -1.5 && samples[3].isNaN)
    }

    @Test("the nearest encoding is chosen where the same is impossible")
    func nearest() throws {
        let folder = Folder()
        let stream = StreamFormat(sampleRate: 16_000, channels: 1)
        folder.write(try WAVEncoding.float.emptyFile(stream), to: "f.wav")
        let float = try FileSource(path: folder.file("f.wav")).description
        #expect(try float.converted(to: .flac, place: "x").format.description.contains("24 bit"))
        #expect(try float.converted(to: .w64, place: "x").format.description.contains("float"))
        #expect(try float.converted(to: .ogg, place: "x").format.container == .ogg)
        let opus = FileDescription(format: FileFormat(.opus), stream: stream)
        #expect(try opus.converted(to: .wav, place: "x").format == FileFormat(.wav))
        #expect(try opus.converted(to: .opus, place: "x").format == FileFormat(.opus))
    }

    @Test("a container that cannot hold the sound says what it can")
    func impossible() throws {
        let odd = StreamFormat(sampleRate: 44_100, channels: 1)
        let many = StreamFormat(sampleRate: 48_000, channels: 12)
        for (container, stream, word) in [
            (FileContainer.opus, odd, "48000"), (.mp3, many, "12 channels"), (.flac, many, "12 channels"),
        ] {
            do {
                _ = try FileFormat.nearest(to: nil, in: container, stream: stream, place: "out")
                Issue.record("\(container) took \(stream)")
            } catch {
                #expect(error.kind == .cannotCreate && error.message.contains(word))
            }
        }
    }

    @Test("the container comes from its name, the path, the input, in this order")
    func choosing() throws {
        let flac = FileFormat(.flac)
        #expect(try FileContainer.choose(named: "mp3", path: "a.wav", input: flac) == .mp3)
        #expect(try FileContainer.choose(named: nil, path: "a.b/c.AIF", input: flac) == .aiff)
        #expect(try FileContainer.choose(named: nil, path: "a.b/c", input: flac) == .flac)
        #expect(try FileContainer.choose(named: nil, path: nil, input: nil) == .wav)
        for (name, path) in [("doc", nil), (nil, "a.doc")] as [(String?, String?)] {
            let refusal = failure { () throws(AudioError) in
                _ = try FileContainer.choose(named: name, path: path, input: nil)
            }
            #expect(refusal?.kind == .cannotCreate)
        }
    }
}
