import Foundation

/// Sound files byte by byte, to be written as no program would write them.
enum WAVBytes {
    /// The header of the demo recording, which promises all of it, and the first `samples` samples.
    static func demo(samples: Int) throws -> Data {
        try Data(contentsOf: URL(fileURLWithPath: Clips.demo)).prefix(44 + 2 * samples)
    }

    /// Writes one second of the demo recording behind the header of the whole; gives the file's path.
    static func truncatedDemo(in scratch: Scratch) throws -> String {
        let path = scratch.path("short.wav")
        try demo(samples: 16_000).write(to: URL(fileURLWithPath: path))
        return path
    }

    /// A file of 32-bit floats at 16 kHz.
    static func file(of samples: [Float]) -> Data {
        var bytes = Data("RIFF".utf8) + word(36 + 4 * samples.count) + Data("WAVEfmt ".utf8) + word(16)
        bytes += Data([3, 0, 1, 0]) + word(16_000) + word(64_000) + Data([4, 0, 32, 0])
        return bytes + Data("data".utf8) + word(4 * samples.count) + samples.littleEndianData
    }

    /// A number of 32 bits, the lowest first.
    static func word(_ number: Int) -> Data {
        Data((0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) })
    }
}
