public import RealTime

/// What a live engine has met, readable from any thread while it runs.
public final class LiveStatistics: Sendable {
    /// What happened at the capture device.
    public let capture = DeviceStatistics()
    /// What happened at the playback device.
    public let playback = DeviceStatistics()

    /// Frames lost between the threads because a ring was full: processing or a slow reader could not keep up.
    public let droppedFrames = Counter()
    /// Times that nothing was there to be played; silence was, until sound came.
    public let starvations = Counter()
    /// Times that the playback fill was made larger because sound came too late again and again.
    public let marginRaises = Counter()
    /// By how much the playback fill is larger than it was planned, in seconds.
    public let extraMargin = Reading()
    /// Frames of silence played for want of sound.
    public let silentFrames = Counter()
    /// Times that the sound had fallen behind and some of it was cut out.
    public let cuts = Counter()
    /// Times that silence was put in because too little sound was on the way.
    public let insertions = Counter()
    /// Frames cut out.
    public let cutFrames = Counter()
    /// Blocks that went out uncleaned because earlier ones had used up their time.
    public let dryBlocks = Counter()
    /// Times that cleaning used up its time.
    public let deadlineMisses = Counter()

    /// The time that cleaning one block of the capture device took.
    public let processingTime = DurationHistogram()
    /// How long after a block was due the capture thread had it.
    public let wakeUpJitter = DurationHistogram()

    /// The time from the microphone to the loudspeaker as last measured, in seconds; without what the devices add.
    public let latency = Reading()
    /// By how much faster the capture clock runs than the playback clock, in parts per million, as learnt.
    public let driftPartsPerMillion = Reading()
    /// The correction that now applies, in parts per million.
    public let correctionPartsPerMillion = Reading()
    /// How full the ring behind the capture thread is, in seconds.
    public let captureRing = Reading()
    /// How full the ring before the playback thread is, in seconds.
    public let playbackRing = Reading()

    /// Makes statistics at zero.
    public init() {}
}

/// What happened at one device.
public final class DeviceStatistics: Sendable {
    /// Whether the device is open.
    public let isOpen = AtomicFlag()
    /// Frames moved.
    public let frames = Counter()
    /// Times that the device stopped because it was served too late.
    public let overruns = Counter()
    /// Times that the device came back from a suspended machine.
    public let suspensions = Counter()
    /// Frames of the device's time that passed without us.
    public let lostFrames = Counter()
    /// Times that the device was lost.
    public let losses = Counter()
    /// Times that it came back.
    public let reopenings = Counter()

    /// Makes statistics at zero.
    public init() {}
}
