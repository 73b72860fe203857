import AudioIO
import Glibc
import RealTime
import Testing

@Suite("Raw sound to a descriptor")
struct PCMSinkTests {
    private let mono = StreamFormat(sampleRate: 16_000, channels: 1)

    @Test("samples are written at once and in order")
    func order() throws {
        let pipe = Pipe()
        var sink = try PCMSink(descriptor: pipe.writing, sampleFormat: .s16le, format: mono)
        let samples = Samples([0.5, -0.5, 0.25] as [Float])
        try sink.write(samples, from: 1, frames: 2)
        #expect(pipe.take(100) == [0x00, 0xC0, 0x00, 0x20])
        try sink.finish()
    }

    @Test("clamped samples are counted")
    func clamped() throws {
        let pipe = Pipe()
        var sink = try PCMSink(descriptor: pipe.writing, sampleFormat: .s16le, format: mono)
        try write([2, 0, -3, .nan], to: &sink)
        #expect(sink.clampedSamples == 2)
    }

    @Test("the header comes first, and comes without a sample too")
    func header() throws {
        let pipe = Pipe()
        var sink = try PCMSink(descriptor: pipe.writing, sampleFormat: .u8, format: mono, header: [1, 2, 3])
        try write([0], to: &sink)
        #expect(pipe.take(100) == [1, 2, 3, 128])
        var empty = try PCMSink(descriptor: pipe.writing, sampleFormat: .u8, format: mono, header: [1, 2, 3])
        try empty.finish()
        #expect(pipe.take(100) == [1, 2, 3])
    }

    @Test("more than a pipe holds is written while the reader takes it", arguments: [false, true])
    func longWrite(blocking: Bool) throws {
        let pipe = Pipe()
        if !blocking { _ = fcntl(pipe.writing, F_SETFL, O_NONBLOCK) }
        let values = noise(count: 300_000)
        let reader = Background {
            var bytes: [UInt8] = []
            while bytes.count < 4 * 300_000 {
                bytes += pipe.take(10_001)
            }
            return bytes
        }
        var sink = try PCMSink(descriptor: pipe.writing, sampleFormat: .f32le, format: mono)
        try write(values, to: &sink, block: 300_000)
        let bytes = try #require(reader.value())
        var back = Samples(repeating: 0, count: values.count)
        SampleFormat.f32le.decode(Bytes(bytes), from: 0, count: values.count, into: &back)
        #expect(back.indices.allSatisfy { back[$0] == values[$0] })
    }

    @Test("a reader that has gone is no failure but a kind of its own")
    func closedReader() throws {
        BrokenPipe.becomesAnError()
        let pipe = Pipe()
        let nothing = unsafe open("/dev/null", O_RDONLY)
        dup2(nothing, pipe.reading)
        close(nothing)
        var sink = try PCMSink(descriptor: pipe.writing, sampleFormat: .s16le, format: mono)
        let ending = failure { () throws(AudioError) in try write([0, 0], to: &sink) }
        #expect(ending?.kind == .closed)
    }

    @Test("a full disk is an error of input and output that says so")
    func fullDisk() throws {
        let full = unsafe open("/dev/full", O_WRONLY)
        defer { close(full) }
        var sink = try PCMSink(descriptor: full, sampleFormat: .s16le, format: mono)
        do {
            try write([0, 0], to: &sink)
            Issue.record("writing to a full device succeeded")
        } catch {
            #expect(error.kind == .inputOutput)
            #expect(error.message.contains("No space left") && error.message.contains("make room"))
        }
    }
}
