internal import RealTime

/// The beginning of a stream, read far enough to know whether it is a WAV header.
///
/// What was read beyond the header stays here and goes to the `PCMSource` made from it, so nothing is lost and a stream
/// without a header loses no byte.
public struct StreamHead: Sendable, Equatable {
    /// The header, when the stream begins with one.
    public let header: WAVHeader?
    /// Bytes of sound that were read already.
    let remainder: [UInt8]

    /// A stream of which nothing has been read.
    public static let untouched = StreamHead(header: nil, remainder: [])

    init(header: WAVHeader?, remainder: [UInt8]) {
        self.header = header
        self.remainder = remainder
    }

    /// Reads from `descriptor` until it is known whether a WAV header begins the stream, and through it if so.
    ///
    /// A stream that cannot be a WAV file is recognised by its first wrong byte: raw sound that trickles in is not held
    /// back. When `stopDescriptor` becomes readable, the result is `untouched`.
    ///
    /// - Throws: `badData` for a header that is damaged or of a kind that cannot be read from a stream; `noInput` and
    ///   `inputOutput` when reading fails.
    public init(
        reading descriptor: Int32,
        place: String = "standard input",
        stopDescriptor: Int32? = nil
    ) throws(AudioError) {
        let input = Descriptor(number: descriptor, place: place)
        var chunk = Bytes(repeating: 0, count: 4096)
        var signature = WAVSignature()
        var parser = WAVHeaderParser(place: place)
        while true {
            let got: Int
            switch try input.read(into: &chunk, at: 0, count: chunk.count, stop: stopDescriptor) {
            case .bytes(let count): got = count
            case .stopped:
                self = .untouched
                return
            case .end:
                guard signature.verdict != .wav else { throw parser.endedEarly }
                self.init(header: nil, remainder: signature.bytes)
                return
            }
            for index in 0..<got {
                signature.take(chunk[index])
                if signature.verdict == .raw {
                    let held = signature.bytes + Self.bytes(of: chunk, from: index + 1, to: got)
                    self.init(header: nil, remainder: held)
                    return
                }
                if let header = try parser.take(chunk[index]) {
                    self.init(header: header, remainder: Self.bytes(of: chunk, from: index + 1, to: got))
                    return
                }
            }
        }
    }

    private static func bytes(of chunk: borrowing Bytes, from start: Int, to end: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(end - start)
        for index in start..<end {
            bytes.append(chunk[index])
        }
        return bytes
    }
}
