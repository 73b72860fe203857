/// What a device and its user agreed on.
public struct DeviceShape: Sendable, Equatable {
    /// Rate and channels.
    public var format: StreamFormat
    /// Frames that the device moves at a time; one where it has no period.
    public var periodFrames: Int
    /// Frames that the device holds.
    public var bufferFrames: Int
    /// The format of its samples; nil where they are floats in memory.
    public var samples: SampleFormat?
    /// The sound server that stands between, if one does; it fetches when it likes and tells of no underrun.
    public var server: SoundServer?

    /// Makes a shape.
    public init(
        format: StreamFormat,
        periodFrames: Int,
        bufferFrames: Int,
        samples: SampleFormat? = nil,
        server: SoundServer? = nil
    ) {
        self.format = format
        self.periodFrames = periodFrames
        self.bufferFrames = bufferFrames
        self.samples = samples
        self.server = server
    }

    /// Whether a sound server stands between.
    public var isServed: Bool { server != nil }
}
