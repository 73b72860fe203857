public import RealTime

/// A source that gives the samples it was made with.
public struct MemorySource: Source, ~Copyable {
    /// The shape of the samples.
    public let format: StreamFormat
    private let samples: Samples
    private let longestRead: Int
    private var position = 0

    /// Makes a source of interleaved `samples` that gives at most `longestRead` frames at a time.
    ///
    /// - Precondition: whole frames; `longestRead > 0`.
    public init(_ samples: [Float], format: StreamFormat, longestRead: Int = .max) {
        precondition(samples.count % format.channels == 0, "a frame has \(format.channels) samples")
        precondition(longestRead > 0)
        self.samples = Samples(samples)
        self.format = format
        self.longestRead = longestRead
    }

    /// The frames not given yet.
    public var framesLeft: Int { samples.count / format.channels - position }

    /// Gives the next frames.
    ///
    /// - Real time: yes, O(frames).
    public mutating func read(into target: inout Samples, frames: Int) throws(AudioError) -> Int {
        let count = min(frames, longestRead, framesLeft)
        guard count > 0 else { return 0 }
        let channels = format.channels
        target.copy(from: samples, at: position * channels, count: count * channels, to: 0)
        position += count
        return count
    }
}
