internal import CSndFile
internal import RealTime

/// Hands samples to libsndfile in the form that its encoder changes least.
///
/// Integer encodings are rounded here: with clipping on, libsndfile cuts the low bits off, a shift of half a step, and
/// without it scales by 32767, so that no code comes back as it was. Logarithmic ones are coded here because
/// libsndfile looks beyond the end of its table for a sample beyond full scale.
struct SampleEncoder: ~Copyable {
    /// The most samples of one call.
    static let capacity = 1 << 14

    private let precision: FileFormat.Precision
    private var integers: FixedBuffer<Int32>
    private var codes: Bytes

    init(precision: FileFormat.Precision) {
        self.precision = precision
        integers = FixedBuffer(repeating: 0, count: precision.isInteger ? Self.capacity : 0)
        codes = Bytes(repeating: 0, count: precision.isCompanded ? Self.capacity : 0)
    }

    /// Writes `frames` frames and says how many were taken and how many samples were clamped.
    mutating func write(
        _ samples: borrowing Samples,
        from start: Int,
        frames: Int,
        channels: Int,
        to file: OpaquePointer
    ) -> (frames: Int, clamped: Int) {
        let count = frames * channels
        precondition(start >= 0 && start + count <= samples.count && count <= Self.capacity)
        switch precision {
        case .integers(let bits):
            let clamped = quantize(samples, from: start, count: count, bits: bits, into: &integers)
            return unsafe (Int(sf_writef_int(file, integers.pointer, sf_count_t(frames))), clamped)
        case .companded(let law):
            let clamped = law.encode(samples, from: start, count: count, into: &codes)
            return unsafe (Int(sf_write_raw(file, codes.pointer, sf_count_t(count))) / channels, clamped)
        case .floats, .compressed:
            return unsafe (Int(sf_writef_float(file, samples.pointer + start, sf_count_t(frames))), 0)
        }
    }
}

extension FileFormat.Precision {
    fileprivate var isInteger: Bool {
        if case .integers = self { true } else { false }
    }

    fileprivate var isCompanded: Bool {
        if case .companded = self { true } else { false }
    }
}

extension FileFormat {
    /// Of what lossy and lossless encoders can do, high quality: nearly transparent, since a cleaned file is often
    /// encoded once more.
    func setQuality(of file: OpaquePointer) {
        switch Int(encoding) {
        case SF_FORMAT_VORBIS, SF_FORMAT_MPEG_LAYER_III, SF_FORMAT_OPUS:
            var quality = 0.8
            let size = Int32(MemoryLayout<Double>.size)
            unsafe sf_command(file, Int32(SFC_SET_VBR_ENCODING_QUALITY), &quality, size)
        default:
            // ADPCM and the like take integers inside; without clipping a loud sample would wrap around.
            unsafe sf_command(file, Int32(SFC_SET_CLIPPING), nil, Int32(SF_TRUE))
        }
    }

    /// RF64 instead of WAV for a file whose sizes do not fit in 32 bits.
    func outgrowingWAV(stream: StreamFormat, frames: Int?) -> FileFormat {
        guard container == .wav, let frames else { return self }
        let sampleBytes = Int(encoding) == SF_FORMAT_DOUBLE ? 8 : 4
        let bytes = frames.multipliedReportingOverflow(by: sampleBytes * stream.channels)
        let room = Int(UInt32.max) - (1 << 20)
        guard bytes.overflow || bytes.partialValue > room else { return self }
        return FileFormat(code: Int32(SF_FORMAT_RF64) | encoding)
    }
}
