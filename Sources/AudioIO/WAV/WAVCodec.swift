/// The format chunk of a WAV stream.
struct WAVCodec: Equatable {
    let sampleFormat: SampleFormat
    let format: StreamFormat

    /// The chunk's size in its extensible form; whatever follows is skipped.
    static let longestChunk = 40

    enum Tag {
        static let pcm = 0x0001
        static let float = 0x0003
        static let alaw = 0x0006
        static let mulaw = 0x0007
        static let extensible = 0xFFFE
    }

    /// Bytes 2 to 15 of every subformat GUID that stands for a plain format tag.
    static let guidTail: [UInt8] = [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71]

    /// Reads the first 16 to 40 bytes of a format chunk.
    ///
    /// - Precondition: at least 16 bytes.
    init(chunk: [UInt8], place: String) throws(AudioError) {
        var tag = chunk.littleEndian16(at: 0)
        let channels = chunk.littleEndian16(at: 2)
        let rate = Int(chunk.littleEndian32(at: 4))
        let blockBytes = chunk.littleEndian16(at: 12)
        let bits = chunk.littleEndian16(at: 14)
        format = try StreamFormat(sampleRate: rate, channels: channels).validated(at: place)

        if tag == Tag.extensible {
            guard chunk.count >= 40, chunk[26..<40].elementsEqual(Self.guidTail) else {
                throw AudioError(
                    .badData,
                    at: place,
                    "an extensible WAV header without a known format; \(Self.expected)"
                )
            }
            tag = chunk.littleEndian16(at: 24)
        }
        guard let found = Self.sampleFormat(tag: tag, bits: bits, sampleBytes: blockBytes / channels) else {
            let code = String(tag, radix: 16)
            throw AudioError(
                .badData,
                at: place,
                "WAV format 0x\(code) with \(bits) bits in \(blockBytes) bytes a frame of \(channels); \(Self.expected)"
            )
        }
        sampleFormat = found
        guard blockBytes == found.bytesPerSample * channels else {
            throw AudioError(
                .badData,
                at: place,
                "a WAV frame of \(blockBytes) bytes; \(channels) channels of \(found.rawValue) take "
                    + "\(found.bytesPerSample * channels)"
            )
        }
    }

    private static let expected =
        "a stream may hold 8, 16, 24 or 32 bit PCM, 32 bit float, µ-law or A-law; save it as a file for anything else"

    /// Samples of fewer bits than their container stand in its high bits, so the container decides; except that aplay and
    /// arecord mean S24_LE by 24 bits in four bytes.
    private static func sampleFormat(tag: Int, bits: Int, sampleBytes: Int) -> SampleFormat? {
        switch (tag, bits, sampleBytes) {
        case (Tag.pcm, 1...8, 1): .u8
        case (Tag.pcm, 9...16, 2): .s16le
        case (Tag.pcm, 17...24, 3): .s24Packed
        case (Tag.pcm, 24, 4): .s24le
        case (Tag.pcm, 25...32, 4): .s32le
        case (Tag.float, 32, 4): .f32le
        case (Tag.mulaw, 8, 1): .mulaw
        case (Tag.alaw, 8, 1): .alaw
        default: nil
        }
    }
}

extension [UInt8] {
    func littleEndian16(at index: Int) -> Int { Int(self[index]) | Int(self[index + 1]) << 8 }

    func littleEndian32(at index: Int) -> UInt32 {
        UInt32(littleEndian16(at: index)) | UInt32(littleEndian16(at: index + 2)) << 16
    }
}
