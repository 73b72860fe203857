import AudioIO
import RealTime

/// A recording that is read whole.
enum SoundFile {
    /// Its samples, interleaved.
    static func samples(_ path: String) throws -> [Float] {
        var source = try FileSource(path: path)
        var block = Samples(repeating: 0, count: 4096 * source.format.channels)
        var result: [Float] = []
        while true {
            let count = try source.read(into: &block, frames: 4096)
            guard count > 0 else { return result }
            for index in 0..<count * source.format.channels { result.append(block[index]) }
        }
    }
}
