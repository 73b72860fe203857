import AudioIO
import Glibc
import RealTime
import Testing

/// What every source and every sink promises, whatever stands behind it.
@Suite("The contract of sources and sinks")
struct EndsContractTests {
    private static let stream = StreamFormat(sampleRate: 16_000, channels: 2)
    /// Exact in 16 bits, so that every end can carry them; short enough to fit in a pipe.
    private static let values = noise(count: 2 * 3_001).map { ($0 * 32768).rounded() / 32768 }

    private func keepsSource<S: Source & ~Copyable>(_ source: inout S) throws {
        #expect(source.format == Self.stream)
        var samples = Samples(repeating: 9, count: 2 * 100)
        var result: [Float] = []
        while true {
            let asked = 1 + result.count % 100
            let frames = try source.read(into: &samples, frames: asked)
            #expect(frames >= 0 && frames <= asked)
            // Nothing is written behind the frames that were asked for.
            if asked == 1 { #expect(samples[2] == 9 || !result.isEmpty) }
            if frames == 0 { break }
            result += (0..<frames * 2).map { samples[$0] }
        }
        #expect(result == Self.values)
        // The end stays the end.
        #expect(try source.read(into: &samples, frames: 10) == 0)
    }

    private func fills<S: Sink & ~Copyable>(_ sink: inout S) throws {
        #expect(sink.format == Self.stream)
        let samples = Samples(Self.values)
        var start = 0
        while start < 3_001 {
            let count = min(1 + start % 97, 3_001 - start)
            try sink.write(samples, from: start, frames: count)
            try sink.write(samples, from: start, frames: 0)
            start += count
        }
        try sink.finish()
    }

    @Test("memory to memory")
    func memory() throws {
        let recording = Recording()
        var sink = MemorySink(format: Self.stream, recording: recording)
        try fills(&sink)
        #expect(recording.isFinished)
        var source = MemorySource(recording.samples, format: Self.stream, longestRead: 13)
        try keepsSource(&source)
        #expect(source.framesLeft == 0)
    }

    @Test("raw sound through a pipe", arguments: [SampleFormat.s16le, .s24le, .s24Packed, .s32le, .f32le])
    func rawSound(sampleFormat: SampleFormat) throws {
        let pipe = Pipe()
        var sink = try PCMSink(descriptor: pipe.writing, sampleFormat: sampleFormat, format: Self.stream)
        try fills(&sink)
        pipe.endOfStream()
        var source = try PCMSource(descriptor: pipe.reading, sampleFormat: sampleFormat, format: Self.stream)
        try keepsSource(&source)
    }

    @Test("raw sound with a WAV header through a pipe")
    func headedSound() throws {
        let pipe = Pipe()
        let header = try WAVHeader.streaming(.s24Packed, format: Self.stream)
        var sink = try PCMSink(
            descriptor: pipe.writing,
            sampleFormat: .s24Packed,
            format: Self.stream,
            header: header
        )
        try fills(&sink)
        pipe.endOfStream()
        let head = try StreamHead(reading: pipe.reading)
        let found = try #require(head.header)
        var source = try PCMSource(
            descriptor: pipe.reading,
            sampleFormat: found.sampleFormat,
            format: found.format,
            head: head
        )
        try keepsSource(&source)
    }

    @Test("a file", arguments: [FileContainer.wav, .flac, .aiff, .au, .w64, .rf64, .caf])
    func file(container: FileContainer) throws {
        let folder = Folder()
        let description = FileDescription(format: FileFormat(container), stream: Self.stream)
        var sink = try FileSink(path: folder.file("a"), description: description)
        try fills(&sink)
        var source = try FileSource(path: folder.file("a"))
        try keepsSource(&source)
    }

    @Test("a streamed WAV saved as a file is read to its end")
    func streamedFile() throws {
        let folder = Folder()
        let descriptor = unsafe open(folder.file("a.wav"), O_WRONLY | O_CREAT, 0o644)
        var sink = try PCMSink(
            descriptor: descriptor,
            sampleFormat: .s16le,
            format: Self.stream,
            header: WAVHeader.streaming(.s16le, format: Self.stream)
        )
        try fills(&sink)
        close(descriptor)
        var source = try FileSource(path: folder.file("a.wav"))
        let isTruncated = source.isTruncated
        #expect(!isTruncated)
        try keepsSource(&source)
    }
}
