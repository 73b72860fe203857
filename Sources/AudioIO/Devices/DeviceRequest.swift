/// What is asked of a device when it is opened; it may grant something else, which its shape then says.
public struct DeviceRequest: Sendable, Equatable {
    /// Frames per second; nil for what the device likes best among the rates that need no resampling.
    public var sampleRate: Int?
    /// Channels; nil for what the device likes best, mono before stereo.
    public var channels: Int?
    /// Whether a device that has not this rate or these channels is refused; otherwise it is taken with what it likes best.
    public var isBinding: Bool
    /// The time that the device should move at a time, in seconds.
    public var periodSeconds: Double
    /// The time that the device should be able to hold, in seconds.
    public var bufferSeconds: Double
    /// The format of its samples; nil for what it likes best.
    public var samples: SampleFormat?

    /// Makes a request.
    public init(
        sampleRate: Int? = nil,
        channels: Int? = nil,
        isBinding: Bool = true,
        periodSeconds: Double = 0.005,
        bufferSeconds: Double = 0.08,
        samples: SampleFormat? = nil
    ) {
        self.sampleRate = sampleRate
        self.channels = channels
        self.isBinding = isBinding
        self.periodSeconds = periodSeconds
        self.bufferSeconds = bufferSeconds
        self.samples = samples
    }
}
