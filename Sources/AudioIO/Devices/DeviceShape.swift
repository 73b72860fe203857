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
    /// Whether a sound server stands between, which fetches when it likes and tells of no underrun.
    public var isServed: Bool

    /// Makes a shape.
    public init(
        format: StreamFormat,
        periodFrames: Int,
        bufferFrames: Int,
        samples: SampleFormat? = nil,
        isServed: Bool = false
    ) {
        self.format = format
        self.periodFrames = periodFrames
        self.bufferFrames = bufferFrames
        self.samples = samples
        self.isServed = isServed
    }
}
