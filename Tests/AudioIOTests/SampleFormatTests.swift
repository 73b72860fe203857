import AudioIO
import RealTime
import Testing

@Suite("Sample formats")
struct SampleFormatTests {
    /// Encodes and returns the bytes and the clamped count.
    private func encoded(_ values: [Float], as format: SampleFormat) -> (bytes: [UInt8], clamped: Int) {
        let samples = Samples(values)
        var bytes = Bytes(repeating: 0xEE, count: values.count * format.bytesPerSample)
        let clamped = format.encode(samples, from: 0, count: values.count, into: &bytes)
        return (bytes.indices.map { bytes[$0] }, clamped)
    }

    private func decoded(_ bytes: [UInt8], as format: SampleFormat) -> [Float] {
        let count = bytes.count / format.bytesPerSample
        var samples = Samples(repeating: .nan, count: count)
        format.decode(Bytes(bytes), from: 0, count: count, into: &samples)
        return samples.indices.map { samples[$0] }
    }

    @Test("the names are those of the command line")
    func names() {
        let names = ["s16le", "s24le", "s24-3le", "s32le", "f32le", "u8", "mulaw", "alaw"]
        #expect(SampleFormat.allCases.map(\.rawValue) == names)
        #expect(names.map(SampleFormat.init(named:)) == SampleFormat.allCases)
    }

    @Test("other programs' names are known, and those that mean different things are not")
    func otherNames() {
        let alsa = ["S16_LE", "S24_LE", "S24_3LE", "S32_LE", "FLOAT_LE", "U8", "MU_LAW", "A_LAW"]
        #expect(alsa.map(SampleFormat.init(named:)) == SampleFormat.allCases)
        #expect(["s16", "S16LE", "S-16"].allSatisfy { SampleFormat(named: $0) == .s16le })
        #expect(["f32", "F32LE", "float32le", "float"].allSatisfy { SampleFormat(named: $0) == .f32le })
        #expect(SampleFormat(named: "S24_32LE") == .s24le && SampleFormat(named: "ulaw") == .mulaw)
        for name in ["s24", "S16_BE", "s16be", "f64le", "", "_", "s8", "wav"] {
            #expect(SampleFormat(named: name) == nil, "\(name)")
        }
    }

    @Test("every 8 bit code comes back as it was", arguments: [SampleFormat.u8, .mulaw, .alaw])
    func everyByte(format: SampleFormat) {
        let codes = (0...255).map { UInt8($0) }
        let result = encoded(decoded(codes, as: format), as: format)
        #expect(result.bytes == codes)
        #expect(result.clamped == 0)
    }

    @Test("every 16 bit code comes back as it was")
    func everyWord() {
        let codes = (0...0xFFFF).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let result = encoded(decoded(codes, as: .s16le), as: .s16le)
        #expect(result.bytes == codes)
        #expect(result.clamped == 0)
    }

    @Test("24 bit codes come back as they were", arguments: [SampleFormat.s24le, .s24Packed])
    func wideCodes(format: SampleFormat) {
        var random = SplitMix64(seed: 24)
        var codes: [UInt8] = []
        for value in [-8_388_608, 8_388_607, 0, -1, 1]
            + (0..<10_000).map({ _ in Int.random(in: -8_388_608...8_388_607, using: &random) })
        {
            let word = UInt32(bitPattern: Int32(value))
            for byte in 0..<format.bytesPerSample {
                codes.append(UInt8(truncatingIfNeeded: word >> (8 * UInt32(byte))))
            }
        }
        #expect(encoded(decoded(codes, as: format), as: format).bytes == codes)
    }

    @Test("the unused byte of s24le is ignored")
    func unusedByte() {
        #expect(decoded([0, 0, 0x80, 0x00], as: .s24le) == [-1])
        #expect(decoded([0, 0, 0x40, 0xFF], as: .s24le) == [0.5])
    }

    @Test("known values decode as the formats say")
    func knownValues() {
        let words: [Float] = [-32768, 32767]
        #expect(decoded([0x00, 0x80, 0xFF, 0x7F], as: .s16le).map { $0 * 32768 } == words)
        let bytes: [Float] = [-128, 0, 127]
        #expect(decoded([0x00, 0x80, 0xFF], as: .u8).map { $0 * 128 } == bytes)
        #expect(decoded([0, 0, 0, 0x80], as: .s32le) == [-1])
        // G.711 table 2a: the largest µ-law value is 8031 of 8192; table 1a: the largest A-law value 4032 of 4096.
        let mulaw: [Float] = [8031, -8031, 0]
        #expect(decoded([0x80, 0x00, 0xFF], as: .mulaw).map { $0 * 8192 } == mulaw)
        let alaw: [Float] = [4032, -4032, 1]
        #expect(decoded([0xAA, 0x2A, 0xD5], as: .alaw).map { $0 * 4096 } == alaw)
    }

    @Test("a sample goes to the nearest code", arguments: SampleFormat.allCases)
    func nearest(format: SampleFormat) {
        let values = noise(count: 20_000, peak: 0.97, seed: 7)
        let back = decoded(encoded(values, as: format).bytes, as: format)
        for (value, result) in zip(values, back) {
            let magnitude = abs(value)
            // Half a step: the logarithmic formats have 16 steps to an octave above their linear start.
            let step: Float =
                switch format {
                case .mulaw: (magnitude + 33.0 / 8192) / 16
                case .alaw: max(magnitude / 16, 2.0 / 4096)
                case .f32le: 0
                default: 1 / Float(1 << (min(format.significantBits, 24) - 1))
                }
            #expect(abs(value - result) <= step / 2)
        }
    }

    @Test("samples beyond full scale are clamped and counted", arguments: SampleFormat.allCases)
    func clamping(format: SampleFormat) {
        let result = encoded([2, -2, .infinity, -.infinity, 0.5, -0.5], as: format)
        guard format != .f32le else {
            #expect(result.clamped == 0)
            return
        }
        #expect(result.clamped == 4)
        let back = decoded(result.bytes, as: format)
        #expect(back[0] == back[2] && back[0] > 0.97 && back[0] <= 1)
        #expect(back[1] == back[3] && back[1] < -0.97 && back[1] >= -1)
    }

    @Test("a NaN becomes silence and is not counted", arguments: SampleFormat.allCases)
    func notANumber(format: SampleFormat) {
        let result = encoded([.nan, -.nan, 0], as: format)
        let silence = Array(result.bytes.suffix(format.bytesPerSample))
        #expect(result.clamped == 0)
        let allSilent = silence + silence + silence
        #expect(result.bytes == allSilent)
    }

    @Test("conversion starts and ends where it is told")
    func ranges() {
        let samples = Samples([0.25, 0.5, 0.75] as [Float])
        var bytes = Bytes(repeating: 0xEE, count: 6)
        #expect(SampleFormat.s16le.encode(samples, from: 1, count: 1, into: &bytes, at: 2) == 0)
        #expect(bytes.indices.map { bytes[$0] } == [0xEE, 0xEE, 0x00, 0x40, 0xEE, 0xEE])
        var back = Samples(repeating: 9, count: 3)
        SampleFormat.s16le.decode(bytes, from: 2, count: 1, into: &back, at: 1)
        #expect(back.indices.map { back[$0] } == [9, 0.5, 9])
    }
}
