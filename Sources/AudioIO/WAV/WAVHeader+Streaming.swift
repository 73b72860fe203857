extension WAVHeader {
    /// The bytes of a WAV header whose length is unknown, for a stream.
    ///
    /// Both sizes are 0xFFFFFFFF, which readers take as "until the end". More than two channels or 16 bits of PCM get the
    /// extensible form, as its specification asks; float and the logarithmic formats get the fact chunk.
    ///
    /// - Throws: `cannotCreate` for `s24le`, which WAV has no code for that all readers share.
    public static func streaming(
        _ sampleFormat: SampleFormat,
        format: StreamFormat,
        place: String = "standard output"
    ) throws(AudioError) -> [UInt8] {
        guard sampleFormat != .s24le else {
            throw AudioError(
                .cannotCreate,
                at: place,
                "WAV cannot hold s24le in a way all programs read; choose s24-3le or s32le"
            )
        }
        let isPCM = sampleFormat.isLinear
        let isExtensible = format.channels > 2 || (isPCM && sampleFormat.significantBits > 16)
        let bits = 8 * sampleFormat.bytesPerSample
        let frameBytes = sampleFormat.bytesPerSample * format.channels

        var chunk: [UInt8] = []
        chunk.append16(isExtensible ? 0xFFFE : sampleFormat.waveTag)
        chunk.append16(format.channels)
        chunk.append32(format.sampleRate)
        chunk.append32(format.sampleRate * frameBytes)
        chunk.append16(frameBytes)
        chunk.append16(bits)
        if isExtensible {
            chunk.append16(22)
            chunk.append16(bits)
            chunk.append32(speakers(channels: format.channels))
            chunk.append16(sampleFormat.waveTag)
            chunk += WAVCodec.guidTail
        } else if !isPCM {
            chunk.append16(0)
        }

        var bytes = Array("RIFF".utf8)
        bytes.append32(unknown)
        bytes += Array("WAVEfmt ".utf8)
        bytes.append32(chunk.count)
        bytes += chunk
        if !isPCM {
            bytes += Array("fact".utf8)
            bytes.append32(4)
            bytes.append32(unknown)
        }
        bytes += Array("data".utf8)
        bytes.append32(unknown)
        return bytes
    }

    private static let unknown = 0xFFFF_FFFF

    /// The usual places of one, two, four, six and eight speakers; zero, no particular place, for other counts.
    private static func speakers(channels: Int) -> Int {
        switch channels {
        case 1: 0x4
        case 2: 0x3
        case 4: 0x33
        case 6: 0x3F
        case 8: 0x63F
        default: 0
        }
    }
}

extension SampleFormat {
    fileprivate var isLinear: Bool {
        switch self {
        case .u8, .s16le, .s24le, .s24Packed, .s32le: true
        case .f32le, .mulaw, .alaw: false
        }
    }

    fileprivate var waveTag: Int {
        switch self {
        case .u8, .s16le, .s24le, .s24Packed, .s32le: WAVCodec.Tag.pcm
        case .f32le: WAVCodec.Tag.float
        case .mulaw: WAVCodec.Tag.mulaw
        case .alaw: WAVCodec.Tag.alaw
        }
    }
}

extension [UInt8] {
    fileprivate mutating func append16(_ value: Int) {
        append(UInt8(truncatingIfNeeded: value))
        append(UInt8(truncatingIfNeeded: value >> 8))
    }

    fileprivate mutating func append32(_ value: Int) {
        append16(value)
        append16(value >> 16)
    }
}
