public import AudioIO
public import RealTime

/// Live sound: three threads and two rings between a capture and a playback device.
///
/// ```
/// capture thread          processing thread                       playback thread
/// device ─▶ fade-in ─▶ ring ─▶ lane ─▶ cut ─▶ fade ─▶ follow clocks ─▶ ring ─▶ device
///    └ recovery                  └ measures the time on the way               └ silence, recovery
/// ```
///
/// The devices come open and are closed at the end; between, they may vanish and return.
public final class LiveEngine: Sendable {
    /// What it has met.
    public let statistics: LiveStatistics
    /// How each thread is scheduled; ordinary where the system does not grant more.
    public let scheduling: AudioThread.Scheduling
    /// Whether memory is locked.
    public let isMemoryLocked: Bool
    /// Where the latency comes from.
    public let budget: LatencyBudget

    private let exchange: LiveExchange
    private let playbackHasClock: Bool

    /// Starts the threads.
    ///
    /// - Parameters:
    ///   - capture: an open device.
    ///   - captureShape: what it granted.
    ///   - playback: an open device.
    ///   - playbackShape: what it granted.
    ///   - lane: what cleans, of the capture device's rate and channels, for any blocks or those of `stepFrames`.
    ///   - settings: how the engine runs.
    ///   - statistics: what earlier engines have met, to which this one adds.
    /// - Real time: no.
    public init(
        from capture: any CaptureDevice,
        shape captureShape: DeviceShape,
        to playback: any PlaybackDevice,
        shape playbackShape: DeviceShape,
        lane: consuming Lane,
        settings: LiveSettings = LiveSettings(),
        statistics: LiveStatistics = LiveStatistics()
    ) {
        let exchange = LiveExchange(statistics)
        let plan = LivePlan(
            capture: captureShape,
            playback: playbackShape,
            captureHasClock: capture.hasClock,
            playbackHasClock: playback.hasClock,
            marginSeconds: playback.hasClock ? settings.marginSeconds : 0,
            largestExtraSeconds: settings.largestExtraSeconds
        )
        self.exchange = exchange
        playbackHasClock = playback.hasClock
        self.statistics = statistics
        budget = LatencyBudget(plan, laneFrames: lane.latencyFrames)
        isMemoryLocked = settings.locksMemory && LockedMemory.lock()
        if settings.priority != nil { RealTimePriority.demoteOnOverrun() }
        scheduling = LiveThreads.start(plan, capture, playback, lane, exchange, priority: settings.priority)
    }

    /// The frames of which an engine between these devices cleans whole multiples only; nil for any number.
    ///
    /// - Parameters:
    ///   - capture: a device.
    ///   - captureShape: what it granted.
    ///   - playback: a device.
    /// - Returns: what a lane for that engine may count on.
    public static func stepFrames(
        from capture: any CaptureDevice,
        shape captureShape: DeviceShape,
        to playback: any PlaybackDevice
    ) -> Int? {
        LivePlan.stepFrames(captureShape, hasTwoClocks: capture.hasClock && playback.hasClock)
    }

    /// Whether the sound is over, because the source has ended, the reader has gone, or `stop` was called.
    public var hasEnded: Bool { !holdsPlayback && !holdsCapture }

    /// Whether all sound has been processed and, where it is kept, written: nothing is lost any more by not waiting for
    /// `hasEnded`, which a device that does not answer can hold up for ever.
    public var hasSettled: Bool {
        exchange.processingHasEnded.isSet && (playbackHasClock || exchange.playbackHasEnded.isSet)
    }

    /// Whether the capture device has yet to be closed.
    public var holdsCapture: Bool { !exchange.captureIsDone.isSet }

    /// Whether the playback device has yet to be closed.
    public var holdsPlayback: Bool { !exchange.playbackHasEnded.isSet }

    /// Whether it ends, or has ended, because a device came back that grants another rate, channels or period; an engine for
    /// what the devices grant now is wanted.
    public var isOutdated: Bool { exchange.isOutdated.isSet }

    /// Whether the engine keeps missing its deadlines since the last exchange; a cheaper lane is wanted.
    public var isTooSlow: Bool { exchange.isTooSlow.isSet }

    /// Fades out and ends; `hasEnded` follows when all was played.
    public func stop() {
        exchange.stop()
    }

    /// Exchanges what cleans for `lane`, which is faded in; one that still waits to be heard is forgotten.
    ///
    /// - Precondition: `lane` was made for the capture device's rate and channels, and for any blocks or those of `stepFrames`.
    public func exchange(for lane: consuming Lane) {
        exchange.isTooSlow.isSet = false
        exchange.newcomers.offer(lane)
        exchange.processingWake.call()
        releaseRetired()
    }

    /// Frees a lane that was heard; call now and then.
    public func releaseRetired() { _ = exchange.retired.take() }
}
