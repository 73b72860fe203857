import AudioIO
import RealTime

/// The encodings of a WAV file, each with a file to take its format from.
enum WAVEncoding: String, CaseIterable, Sendable {
    case u8
    case s16le
    case s24Packed = "s24-3le"
    case s32le
    case float = "f32le"
    case mulaw
    case alaw

    private var sampleFormat: SampleFormat { SampleFormat(rawValue: rawValue) ?? .s16le }

    /// A file of this encoding with four samples.
    func emptyFile(_ stream: StreamFormat) throws -> [UInt8] {
        var header = try WAVHeader.streaming(sampleFormat, format: stream)
        let bytes = 4 * sampleFormat.bytesPerSample * stream.channels
        header.replaceSubrange(header.count - 4..<header.count, with: [UInt8(bytes), 0, 0, 0])
        return header + [UInt8](repeating: 0x80, count: bytes)
    }

    /// Samples this encoding holds exactly.
    var exactValues: [Float] {
        let values = noise(count: 4_000, peak: 0.99)
        switch self {
        case .float: return values
        case .u8: return values.map { ($0 * 128).rounded() / 128 }
        case .s16le: return values.map { ($0 * 32768).rounded() / 32768 }
        case .s24Packed, .s32le: return values.map { ($0 * 8_388_608).rounded() / 8_388_608 }
        case .mulaw, .alaw: return throughLaw(values)
        }
    }

    private func throughLaw(_ values: [Float]) -> [Float] {
        var codes = Bytes(repeating: 0, count: values.count)
        var samples = Samples(values)
        _ = sampleFormat.encode(samples, from: 0, count: values.count, into: &codes)
        sampleFormat.decode(codes, from: 0, count: values.count, into: &samples)
        return samples.indices.map { samples[$0] }
    }
}
