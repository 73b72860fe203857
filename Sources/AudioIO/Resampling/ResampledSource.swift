public import RealTime

/// A source at another sample rate.
public struct ResampledSource<Base: Source & ~Copyable>: Source, ~Copyable {
    /// The shape after conversion.
    public let format: StreamFormat
    /// The source that is converted.
    public private(set) var base: Base

    private var resampler: Resampler
    private var input: Samples
    private var ready: Samples
    private var readyStart = 0
    private var readyEnd = 0
    private var baseHasEnded = false

    /// Converts `base` to `sampleRate`, reading at most `blockFrames` frames of it at a time.
    ///
    /// - Precondition: `blockFrames > 0`.
    /// - Throws: `unavailable` where libsoxr is not installed.
    public init(_ base: consuming Base, sampleRate: Int, blockFrames: Int = 1024) throws(AudioError) {
        precondition(blockFrames > 0)
        let own = base.format
        format = StreamFormat(sampleRate: sampleRate, channels: own.channels)
        resampler = try Resampler(from: own.sampleRate, to: sampleRate, channels: own.channels)
        input = Samples(repeating: 0, count: blockFrames * own.channels)
        ready = Samples(repeating: 0, count: resampler.largestOutput(for: blockFrames) * own.channels)
        self.base = base
    }

    /// Gives the next converted frames.
    ///
    /// - Throws: whatever the base throws.
    public mutating func read(into samples: inout Samples, frames: Int) throws(AudioError) -> Int {
        let channels = format.channels
        while readyStart == readyEnd {
            readyStart = 0
            if !baseHasEnded {
                let got = try base.read(into: &input, frames: input.count / channels)
                baseHasEnded = got == 0
                readyEnd = resampler.process(input, frames: got, into: &ready)
            } else {
                readyEnd = resampler.flush(into: &ready)
                if readyEnd == 0 { return 0 }
            }
        }
        let count = min(frames, readyEnd - readyStart)
        samples.copy(from: ready, at: readyStart * channels, count: count * channels, to: 0)
        readyStart += count
        return count
    }
}
