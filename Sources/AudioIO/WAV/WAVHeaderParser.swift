/// Reads a WAV header from a stream, one byte at a time.
///
/// It holds at most one small chunk, skips the others without storing them, trusts no size, and ends at the first byte of
/// sound. One byte at a time costs nothing here (a header has some fifty) and leaves no boundary to get wrong.
///
/// - Source: Microsoft, *Multimedia Programming Interface and Data Specifications 1.0* (1991) and *Multiple channel audio
///   data and WAVE files* (2007); EBU Tech 3306 (2009) for RF64.
public struct WAVHeaderParser: Sendable {
    private enum Step {
        case container
        case chunk
        case format(size: Int)
        case sizes(size: Int)
    }

    /// Album covers before the sound take megabytes; what has no sound after this is no recording.
    private static let longestHeader = 64 << 20

    private let place: String
    private var step = Step.container
    private var held: [UInt8] = []
    private var needed = 12
    private var skipping = 0
    private var position = 0
    private var codec: WAVCodec?
    private var wideDataSize: UInt64?

    /// Makes a parser for the stream called `place` in messages.
    public init(place: String) {
        self.place = place
        held.reserveCapacity(64)
    }

    /// Takes the next byte and returns the header when that was its last one.
    ///
    /// - Throws: `badData`, saying what is wrong and what is read instead.
    public mutating func take(_ byte: UInt8) throws(AudioError) -> WAVHeader? {
        position += 1
        guard position <= Self.longestHeader else {
            throw bad("no sound within the first \(Self.longestHeader >> 20) MiB of the WAV header")
        }
        if skipping > 0 {
            skipping -= 1
            return nil
        }
        held.append(byte)
        guard held.count == needed else { return nil }
        defer { held.removeAll(keepingCapacity: true) }
        switch step {
        case .container: try readContainer()
        case .chunk: return try readChunk()
        case .format(let size): try readFormat(size: size)
        case .sizes(let size): readSizes(size: size)
        }
        return nil
    }

    /// What to throw when the stream ends before the header does.
    public var endedEarly: AudioError {
        bad("ends after \(position) bytes, inside its WAV header; the recording is cut off")
    }

    private mutating func readContainer() throws(AudioError) {
        if held.starts(with: "RIFX".utf8) {
            throw bad(
                "a big-endian WAV (RIFX), which is not read from a stream; convert it to WAV or save it as a file"
            )
        }
        let isKnown = ["RIFF", "RF64", "BW64"].contains { held.starts(with: $0.utf8) }
        guard isKnown, held[8...].elementsEqual("WAVE".utf8) else {
            throw bad("no WAV header: it must begin with RIFF, a size, and WAVE")
        }
        expectChunk(after: 0)
    }

    private mutating func readChunk() throws(AudioError) -> WAVHeader? {
        let size = held.littleEndian32(at: 4)
        let padded = Int(size) + Int(size & 1)
        if held.starts(with: "data".utf8) {
            guard let codec else {
                throw bad("its WAV header has sound before it says in what format; the file is damaged")
            }
            let promised = WAVSize.plausible(size, wide: wideDataSize)
            return WAVHeader(
                sampleFormat: codec.sampleFormat,
                format: codec.format,
                dataBytes: promised,
                headerBytes: position
            )
        }
        if held.starts(with: "fmt ".utf8) {
            guard size >= 16 else { throw bad("a WAV format chunk of \(size) bytes; it has at least 16") }
            step = .format(size: padded)
            needed = min(Int(size), WAVCodec.longestChunk)
        } else if held.starts(with: "ds64".utf8), size >= 16 {
            step = .sizes(size: padded)
            needed = 16
        } else {
            expectChunk(after: padded)
        }
        return nil
    }

    private mutating func readFormat(size: Int) throws(AudioError) {
        codec = try WAVCodec(chunk: held, place: place)
        expectChunk(after: size - needed)
    }

    private mutating func readSizes(size: Int) {
        wideDataSize = UInt64(held.littleEndian32(at: 8)) | UInt64(held.littleEndian32(at: 12)) << 32
        expectChunk(after: size - needed)
    }

    private mutating func expectChunk(after bytes: Int) {
        skipping = bytes
        step = .chunk
        needed = 8
    }

    private func bad(_ message: String) -> AudioError {
        AudioError(.badData, at: place, message)
    }
}
