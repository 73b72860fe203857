import AudioIO
import RealTime

extension Source where Self: ~Copyable {
    /// All samples of the first channel.
    mutating func firstChannel() throws -> [Float] {
        let channels = format.channels
        var block = Samples(repeating: 0, count: 4096 * channels)
        var samples: [Float] = []
        while case let frames = try read(into: &block, frames: 4096), frames > 0 {
            for index in 0..<frames { samples.append(block[index * channels]) }
        }
        return samples
    }
}
