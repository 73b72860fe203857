public import RealTime

/// A sink that takes another sample rate than what it stands before.
public struct ResampledSink<Base: Sink & ~Copyable>: Sink, ~Copyable {
    /// The shape before conversion.
    public let format: StreamFormat
    /// The sink that gets the converted sound.
    public private(set) var base: Base

    private var resampler: Resampler
    private var ready: Samples
    private let blockFrames: Int

    /// Converts from `sampleRate` to the rate of `base`, `blockFrames` frames at a time.
    ///
    /// - Precondition: `blockFrames > 0`.
    /// - Throws: `unavailable` where libsoxr is not installed.
    public init(_ base: consuming Base, sampleRate: Int, blockFrames: Int = 1024) throws(AudioError) {
        precondition(blockFrames > 0)
        let own = base.format
        format = StreamFormat(sampleRate: sampleRate, channels: own.channels)
        resampler = try Resampler(from: sampleRate, to: own.sampleRate, channels: own.channels)
        ready = Samples(repeating: 0, count: resampler.largestOutput(for: blockFrames) * own.channels)
        self.blockFrames = blockFrames
        self.base = base
    }

    /// Converts the frames and writes what is ready.
    ///
    /// - Throws: whatever the base throws.
    public mutating func write(_ samples: borrowing Samples, from start: Int, frames: Int) throws(AudioError)
    {
        var done = 0
        while done < frames {
            let count = min(blockFrames, frames - done)
            let given = resampler.process(samples, from: start + done, frames: count, into: &ready)
            try base.write(ready, from: 0, frames: given)
            done += count
        }
    }

    /// Writes the rest and finishes the base.
    ///
    /// - Throws: whatever the base throws.
    public mutating func finish() throws(AudioError) {
        while true {
            let given = resampler.flush(into: &ready)
            guard given > 0 else { break }
            try base.write(ready, from: 0, frames: given)
        }
        try base.finish()
    }
}
