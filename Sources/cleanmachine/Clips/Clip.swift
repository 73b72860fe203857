import AudioIO
import RealTime

/// A whole sound file in memory, a channel an array, for work that is not real time.
struct Clip {
    /// Where it came from.
    let path: String
    /// Which file that is.
    let identity: FileIdentity
    /// Format, rate, channels and tags of the file; the rate is that of the samples.
    private(set) var description: FileDescription
    /// The samples of each channel.
    private(set) var channels: [[Float]]

    /// Samples per second.
    var sampleRate: Int { description.stream.sampleRate }

    /// The samples of one channel.
    var count: Int { channels[0].count }

    /// Reads all of the file at `path`, at its own sample rate or converted to `sampleRate`.
    ///
    /// - Throws: `AudioError`; also where a sample is no finite number.
    init(path: String, convertedTo sampleRate: Int? = nil) throws {
        let source = try FileSource(path: path)
        self.path = path
        identity = source.identity
        description = source.description
        let rate = sampleRate ?? source.format.sampleRate
        if rate == source.format.sampleRate {
            channels = try Self.samples(of: source)
        } else {
            channels = try Self.samples(of: try ResampledSource(source, sampleRate: rate))
        }
        description.stream.sampleRate = rate
        for (index, channel) in channels.enumerated() {
            guard let bad = channel.firstIndex(where: { !$0.isFinite }) else { continue }
            throw AudioError(
                .badData,
                at: path,
                "sample \(bad) of channel \(index + 1) is \(channel[bad]), no finite number; repair the file first"
            )
        }
    }

    private static func samples(of source: consuming some Source & ~Copyable) throws -> [[Float]] {
        let count = source.format.channels
        let frames = 4_096
        var channels = [[Float]](repeating: [], count: count)
        var block = Samples(repeating: 0, count: frames * count)
        while true {
            let got = try source.read(into: &block, frames: frames)
            guard got > 0 else { return channels }
            for frame in 0..<got {
                for channel in 0..<count { channels[channel].append(block[frame * count + channel]) }
            }
        }
    }

    /// Writes `channels` to `output`, of this clip's kind unless the name asks for another.
    ///
    /// - Throws: `AudioError`.
    func write(_ channels: [[Float]], to output: String, overwrite: Bool) throws {
        let container = try FileContainer.choose(named: nil, path: output, input: description.format)
        var target = try description.converted(to: container, place: output)
        target.frames = channels[0].count
        var sink = try FileSink(path: output, description: target, overwrite: overwrite, input: identity)
        let frames = 4_096
        var block = Samples(repeating: 0, count: frames * channels.count)
        for start in stride(from: 0, to: channels[0].count, by: frames) {
            let count = min(frames, channels[0].count - start)
            for frame in 0..<count {
                for (index, channel) in channels.enumerated() {
                    block[frame * channels.count + index] = channel[start + frame]
                }
            }
            try sink.write(block, from: 0, frames: count)
        }
        try sink.finish()
    }
}
