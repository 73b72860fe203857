/// Decides byte by byte whether a stream begins as a WAV file does.
struct WAVSignature {
    enum Verdict {
        case undecided
        case wav
        case raw
    }

    /// The first bytes, as many as were needed for the verdict.
    private(set) var bytes: [UInt8] = []
    private(set) var verdict = Verdict.undecided

    private static let containers: [[UInt8]] = ["RIFF", "RIFX", "RF64", "BW64"].map { Array($0.utf8) }
    private static let content = Array("WAVE".utf8)

    /// Looks at one more byte; does nothing after the verdict.
    mutating func take(_ byte: UInt8) {
        guard verdict == .undecided else { return }
        bytes.append(byte)
        let count = bytes.count
        if count <= 4 {
            let fits = Self.containers.contains { $0.prefix(count).elementsEqual(bytes) }
            verdict = fits ? .undecided : .raw
        } else if count > 8 {
            let fits = Self.content.prefix(count - 8).elementsEqual(bytes[8...])
            verdict = !fits ? .raw : count == 12 ? .wav : .undecided
        }
    }
}
