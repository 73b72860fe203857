import AudioIO
import RealTime
import Testing

@Suite("Raw sound from a descriptor")
struct PCMSourceTests {
    private let stereo = StreamFormat(sampleRate: 16_000, channels: 2)

    @Test("frames arrive whole however the bytes are cut", arguments: [1, 2, 3, 5, 7, 11, 13, 999])
    func oddChunks(size: Int) throws {
        let pipe = Pipe()
        var source = try PCMSource(descriptor: pipe.reading, sampleFormat: .s24Packed, format: stereo)
        var random = SplitMix64(seed: UInt64(size))
        let bytes = (0..<6 * 500).map { _ in UInt8.random(in: 0...255, using: &random) }
        var expected = Samples(repeating: 0, count: 1000)
        SampleFormat.s24Packed.decode(Bytes(bytes), from: 0, count: 1000, into: &expected)

        var result: [Float] = []
        var samples = Samples(repeating: 0, count: 2 * 300)
        var sent = 0
        while sent < bytes.count {
            let count = min(size, bytes.count - sent)
            pipe.put(bytes[sent..<sent + count])
            sent += count
            // A read is due as soon as one whole frame is there, and not before.
            while sent / 6 > result.count / 2 {
                let frames = try source.read(into: &samples, frames: 300)
                #expect(frames > 0)
                result += (0..<frames * 2).map { samples[$0] }
            }
        }
        pipe.endOfStream()
        #expect(try source.read(into: &samples, frames: 300) == 0)
        #expect(result == expected.indices.map { expected[$0] })
        #expect(source.trailingBytes == 0)
    }

    @Test("a read gives what has arrived and does not wait for more")
    func trickle() throws {
        let pipe = Pipe()
        var source = try PCMSource(descriptor: pipe.reading, sampleFormat: .s16le, format: stereo)
        var samples = Samples(repeating: 0, count: 2000)
        pipe.put([0, 0x40, 0, 0x20, 0xFF])
        #expect(try source.read(into: &samples, frames: 1000) == 1)
        #expect(samples[0] == 0.5 && samples[1] == 0.25)
    }

    @Test("bytes that make no frame at the end are counted")
    func trailing() throws {
        let pipe = Pipe()
        var source = try PCMSource(descriptor: pipe.reading, sampleFormat: .s16le, format: stereo)
        pipe.put([UInt8](repeating: 0, count: 4 * 10 + 3))
        pipe.endOfStream()
        #expect(try everything(from: &source).count == 20)
        #expect(source.trailingBytes == 3)
    }

    @Test("the stop descriptor ends a read that waits for input")
    func stopped() throws {
        let pipe = Pipe()
        let stop = Pipe()
        var source = try PCMSource(
            descriptor: pipe.reading,
            sampleFormat: .s16le,
            format: stereo,
            stopDescriptor: stop.reading
        )
        var samples = Samples(repeating: 0, count: 20)
        pipe.put([0, 0, 0, 0])
        #expect(try source.read(into: &samples, frames: 10) == 1)
        stop.put([1])
        #expect(try source.read(into: &samples, frames: 10) == 0)
        let wasStopped = source.wasStopped
        #expect(wasStopped)
    }

    @Test("a closed descriptor, a folder and an impossible shape are refused")
    func refusals() throws {
        var samples = Samples(repeating: 0, count: 20)
        var closed = try PCMSource(descriptor: 999_999, sampleFormat: .s16le, format: stereo)
        let refusal = failure { () throws(AudioError) in _ = try closed.read(into: &samples, frames: 1) }
        #expect(refusal?.kind == .noInput)
        for shape in [
            StreamFormat(sampleRate: 0, channels: 1), StreamFormat(sampleRate: 16_000, channels: 0),
            StreamFormat(sampleRate: 16_000, channels: 65), StreamFormat(sampleRate: 1_000_000, channels: 1),
        ] {
            let refusal = failure { () throws(AudioError) in
                _ = try PCMSource(descriptor: 0, sampleFormat: .s16le, format: shape)
            }
            #expect(refusal?.kind == .badData)
        }
    }

    @Test("bytes read while looking for a header are not lost")
    func sniffedBytes() throws {
        for start in ["RIF", "RIFFxxxxWAV", "R", "", "RIFF____MIDI"] {
            let pipe = Pipe()
            let bytes = Array(start.utf8) + [UInt8](repeating: 7, count: 51)
            pipe.put(bytes)
            pipe.endOfStream()
            let head = try StreamHead(reading: pipe.reading)
            #expect(head.header == nil)
            let mono = StreamFormat(sampleRate: 8000, channels: 1)
            var source = try PCMSource(descriptor: pipe.reading, sampleFormat: .u8, format: mono, head: head)
            let expected: [Float] = bytes.map { (Float($0) - 128) / 128 }
            #expect(try everything(from: &source) == expected)
        }
    }
}
