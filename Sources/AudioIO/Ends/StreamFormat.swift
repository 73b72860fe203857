/// The shape of a stream of frames, a frame being one sample of every channel.
public struct StreamFormat: Sendable, Equatable {
    /// Frames per second.
    public var sampleRate: Int
    /// Samples per frame.
    public var channels: Int

    /// Makes a shape.
    public init(sampleRate: Int, channels: Int) {
        self.sampleRate = sampleRate
        self.channels = channels
    }
}
