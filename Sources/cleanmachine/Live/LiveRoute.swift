import AudioIO
import Engine
import RealTime

/// The devices between which a live run moves sound, and how its engines run there.
struct LiveRoute {
    let capture: any CaptureDevice
    /// What the capture device grants, each time that it is opened.
    let captureShape: DeviceShape
    let playback: any PlaybackDevice
    /// What the playback device grants, each time that it is opened.
    let playbackShape: DeviceShape
    private let settings: LiveSettings

    /// Takes devices that are open, and what they have granted.
    init(
        from capture: any CaptureDevice,
        shape captureShape: DeviceShape,
        to playback: any PlaybackDevice,
        shape playbackShape: DeviceShape,
        period: LivePeriod,
        command: Live
    ) {
        self.capture = capture
        self.captureShape = captureShape
        self.playback = playback
        self.playbackShape = playbackShape
        let isFixed = command.margin != nil || command.maxLatency != nil
        settings = LiveSettings(
            marginSeconds: isFixed ? period.marginSeconds : period.margin(for: playbackShape),
            largestExtraSeconds: isFixed ? 0 : 0.5,
            priority: command.withoutRealTime ? nil : RealTimePriority.audio,
            locksMemory: !command.withoutRealTime
        )
    }

    /// Starts an engine, which closes the devices at its end.
    ///
    /// - Parameters:
    ///   - lane: what cleans.
    ///   - statistics: what earlier engines have met.
    /// - Returns: the engine, which runs.
    /// - Precondition: the devices are open, and no other engine has them.
    func engine(lane: consuming Lane, statistics: LiveStatistics = LiveStatistics()) -> LiveEngine {
        LiveEngine(
            from: capture,
            shape: captureShape,
            to: playback,
            shape: playbackShape,
            lane: lane,
            settings: settings,
            statistics: statistics
        )
    }

    /// Opens the devices once more.
    ///
    /// - Throws: when one cannot be had, or grants another format than before; `close` is due then.
    func reopen() throws(AudioError) {
        guard try capture.open().format == captureShape.format,
            try playback.open().format == playbackShape.format
        else { throw AudioError(.unavailable, at: capture.name, "it grants another format than before") }
    }

    /// Closes the devices.
    func close() {
        capture.close()
        playback.close()
    }
}
