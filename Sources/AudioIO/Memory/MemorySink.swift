public import RealTime

/// A sink that keeps everything; for tests and short clips, since it grows with the stream.
public struct MemorySink: Sink, ~Copyable {
    /// The shape of the samples.
    public let format: StreamFormat
    /// What was written.
    public let recording: Recording

    /// Makes a sink that appends to `recording`.
    public init(format: StreamFormat, recording: Recording = Recording()) {
        self.format = format
        self.recording = recording
    }

    /// Appends the frames to the recording.
    ///
    /// - Real time: no, it allocates.
    public mutating func write(_ samples: borrowing Samples, from start: Int, frames: Int) throws(AudioError)
    {
        let first = start * format.channels
        precondition(first >= 0 && frames >= 0 && first + frames * format.channels <= samples.count)
        var new: [Float] = []
        new.reserveCapacity(frames * format.channels)
        for index in first..<first + frames * format.channels {
            new.append(samples[index])
        }
        recording.append(new)
    }

    /// Marks the recording as complete.
    public mutating func finish() throws(AudioError) {
        recording.finish()
    }
}
