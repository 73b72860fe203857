import AudioIO
import RealTime
import Testing

@Suite("WAV headers on a stream")
struct WAVStreamTests {
    private let stereo = StreamFormat(sampleRate: 44_100, channels: 2)

    private func word(_ value: Int) -> [UInt8] { [UInt8(value & 0xFF), UInt8(value >> 8 & 0xFF)] }

    private func long(_ value: Int) -> [UInt8] { word(value & 0xFFFF) + word(value >> 16) }

    private func chunk(_ name: String, _ body: [UInt8]) -> [UInt8] {
        Array(name.utf8) + long(body.count) + body + (body.count % 2 == 1 ? [0] : [])
    }

    private func format(tag: Int = 1, channels: Int = 2, rate: Int = 44_100, bits: Int = 16) -> [UInt8] {
        let frame = channels * ((bits + 7) / 8)
        return chunk(
            "fmt ",
            word(tag) + word(channels) + long(rate) + long(rate * frame) + word(frame) + word(bits)
        )
    }

    private func wav(_ chunks: [UInt8], container: String = "RIFF", size: Int) -> [UInt8] {
        Array(container.utf8) + long(0) + Array("WAVE".utf8) + chunks + Array("data".utf8) + long(size)
    }

    private func head(of bytes: [UInt8]) throws(AudioError) -> StreamHead {
        let pipe = Pipe()
        pipe.put(bytes)
        pipe.endOfStream()
        return try StreamHead(reading: pipe.reading, place: "stream")
    }

    /// Puts header and sound on a pipe and reads it all.
    private func sound(_ header: [UInt8], _ body: [UInt8]) throws -> (
        samples: [Float], missing: Int, surplus: Int
    ) {
        let pipe = Pipe()
        pipe.put(header + body)
        pipe.endOfStream()
        let head = try StreamHead(reading: pipe.reading)
        let found = try #require(head.header)
        var source = try PCMSource(
            descriptor: pipe.reading,
            sampleFormat: found.sampleFormat,
            format: found.format,
            head: head
        )
        return (try everything(from: &source), source.missingBytes, source.surplusBytes)
    }

    private func message(of bytes: [UInt8]) -> String? {
        do {
            _ = try head(of: bytes)
            return nil
        } catch {
            return error.kind == .badData ? error.message : "wrong kind"
        }
    }

    @Test(
        "every format that is written is read back as it was",
        arguments: SampleFormat.allCases,
        [1, 2, 3, 6, 64]
    )
    func roundTrip(sampleFormat: SampleFormat, channels: Int) throws {
        let shape = StreamFormat(sampleRate: 48_000, channels: channels)
        guard sampleFormat != .s24le else {
            let refusal = failure { () throws(AudioError) in
                _ = try WAVHeader.streaming(sampleFormat, format: shape)
            }
            #expect(refusal?.kind == .cannotCreate)
            return
        }
        let bytes = try WAVHeader.streaming(sampleFormat, format: shape)
        let read = try head(of: bytes + [1, 2, 3])
        let expected = WAVHeader(
            sampleFormat: sampleFormat,
            format: shape,
            dataBytes: nil,
            headerBytes: bytes.count
        )
        #expect(read.header == expected)
    }

    @Test("chunks before the sound are skipped, odd ones with their padding")
    func otherChunks() throws {
        let junk = chunk("JUNK", [UInt8](repeating: 3, count: 27)) + chunk("LIST", Array("INFOabc".utf8))
        let header = wav(junk + format() + chunk("fact", long(9)), size: 8)
        let found = try #require(try head(of: header).header)
        #expect(found.format == stereo && found.sampleFormat == .s16le && found.dataBytes == 8)
        #expect(found.headerBytes == header.count)
    }

    @Test(
        "a size that was written before the length was known lasts until the end",
        arguments: [0, 0xFFFF_FFFF, 0x7FFF_FFDB, 0x8000_0000, 0xFFFF_FFDA]
    )
    func unknownSize(size: Int) throws {
        let result = try sound(wav(format(), size: size), [UInt8](repeating: 0, count: 400))
        #expect(result.samples.count == 200)
        #expect(result.missing == 0 && result.surplus == 0)
    }

    @Test("sound that is cut off is read as far as it goes, and what is missing is said")
    func missing() throws {
        let result = try sound(wav(format(), size: 2_000_000_000), [UInt8](repeating: 0, count: 400))
        #expect(result.samples.count == 200)
        #expect(result.missing == 2_000_000_000 - 400)
    }

    @Test("what follows the sound is no sound")
    func surplus() throws {
        let tags = chunk("LIST", [UInt8](repeating: 0x55, count: 5000))
        let result = try sound(wav(format(), size: 40), [UInt8](repeating: 0, count: 40) + tags)
        #expect(result.samples.count == 20)
        #expect(result.surplus == tags.count)
    }

    @Test("RF64 carries its size in a chunk of its own")
    func wideSize() throws {
        let sizes = chunk("ds64", long(0) + long(0) + long(0) + long(2) + long(0) + long(0) + long(0))
        let found = try #require(
            try head(of: wav(sizes + format(), container: "RF64", size: 0xFFFF_FFFF)).header
        )
        #expect(found.dataBytes == 2 << 32)
    }

    @Test("the extensible form names its format in a GUID, and an unknown one is refused")
    func extensible() throws {
        let tail: [UInt8] = [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71]
        let start =
            word(0xFFFE) + word(1) + long(96_000) + long(384_000) + word(4) + word(32) + word(22) + word(24)
        let good = chunk("fmt ", start + long(4) + word(3) + tail)
        #expect(try head(of: wav(good, size: 4)).header?.sampleFormat == .f32le)
        let bad = chunk("fmt ", start + long(4) + word(3) + tail.reversed())
        #expect(message(of: wav(bad, size: 4))?.contains("extensible") == true)
    }

    @Test("damaged and unsupported headers are refused with their reason")
    func refusals() {
        #expect(message(of: wav(format(rate: 0), size: 4))?.contains("0 Hz") == true)
        #expect(message(of: wav(format(channels: 0), size: 4))?.contains("0 channels") == true)
        #expect(message(of: wav(format(channels: 1000), size: 4))?.contains("1000 channels") == true)
        #expect(message(of: wav(format(tag: 2, bits: 4), size: 4))?.contains("0x2") == true)
        #expect(message(of: wav(format(tag: 3, bits: 64), size: 4))?.contains("64 bits") == true)
        #expect(message(of: wav(format(), container: "RIFX", size: 4))?.contains("RIFX") == true)
        #expect(message(of: wav([], size: 4))?.contains("before it says in what format") == true)
        #expect(message(of: wav(chunk("fmt ", [1, 0]), size: 4))?.contains("at least 16") == true)
        #expect(message(of: Array(wav(format(), size: 4).prefix(30)))?.contains("cut off") == true)
        var wrongFrame = format()
        wrongFrame[20] = 5
        #expect(message(of: wav(wrongFrame, size: 4)) != nil)
    }

    @Test("aplay's 24 bits in four bytes are S24_LE")
    func arecordWide() throws {
        let odd = chunk("fmt ", word(1) + word(1) + long(48_000) + long(192_000) + word(4) + word(24))
        #expect(try head(of: wav(odd, size: 4)).header?.sampleFormat == .s24le)
    }

    @Test("no header, however it is mangled, does worse than be refused")
    func hostile() throws {
        var random = SplitMix64(seed: 0xC1EA)
        var seeds: [[UInt8]] = []
        for sampleFormat in SampleFormat.allCases where sampleFormat != .s24le {
            for channels in [1, 2, 6] {
                seeds.append(
                    try WAVHeader.streaming(
                        sampleFormat,
                        format: StreamFormat(sampleRate: 16_000, channels: channels)
                    )
                )
            }
        }
        let sizes = chunk("ds64", [UInt8](repeating: 0xFF, count: 28))
        seeds.append(wav(sizes + format(), container: "RF64", size: 0xFFFF_FFFF))
        seeds.append(wav(chunk("LIST", [1, 2, 3]) + format() + chunk("fact", long(9)), size: 8))

        var accepted = 0
        var refused = 0
        for round in 0..<10_000 {
            var bytes = seeds[round % seeds.count] + [UInt8](repeating: 0, count: 64)
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let index = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<5, using: &random) {
                case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
                case 2: bytes[index] = [0, 0xFF, 0x7F, 0x80].randomElement(using: &random) ?? 0
                case 3: bytes.removeSubrange(index..<min(bytes.count - 1, index + 4))
                default: bytes.insert(contentsOf: bytes.prefix(20), at: index)
                }
            }
            var parser = WAVHeaderParser(place: "stream")
            do {
                for byte in bytes {
                    guard let header = try parser.take(byte) else { continue }
                    accepted += 1
                    #expect(StreamFormat.channelCounts.contains(header.format.channels))
                    #expect(StreamFormat.sampleRates.contains(header.format.sampleRate))
                    #expect((header.dataBytes ?? 1) > 0)
                    break
                }
            } catch {
                refused += 1
                #expect(error.kind == .badData && !error.message.isEmpty)
            }
        }
        #expect(accepted > 1000 && refused > 1000)
    }
}
