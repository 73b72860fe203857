import AudioIO
import Engine
import RealTime

/// The devices between which a live run moves sound, and how its engines run there.
struct LiveRoute {
    let capture: any CaptureDevice
    /// What the capture device has granted when it was opened last.
    private(set) var captureShape: DeviceShape
    let playback: any PlaybackDevice
    /// What the playback device has granted when it was opened last.
    private(set) var playbackShape: DeviceShape
    private let period: LivePeriod
    private let hasFixedMargin: Bool
    private let isRealTime: Bool

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
        self.period = period
        hasFixedMargin = command.margin != nil || command.maxLatency != nil
        isRealTime = !command.withoutRealTime
    }

    private var settings: LiveSettings {
        LiveSettings(
            marginSeconds: hasFixedMargin ? period.marginSeconds : period.margin(for: playbackShape),
            largestExtraSeconds: hasFixedMargin ? 0 : 0.5,
            priority: isRealTime ? RealTimePriority.audio : nil,
            locksMemory: isRealTime
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

    /// Opens the devices once more; what they grant now holds for the next engine.
    ///
    /// - Parameters:
    ///   - stopDescriptor: ends the program when it becomes readable while a device does not answer.
    ///   - report: what is told before that.
    /// - Throws: when one cannot be had; `close` is due then.
    mutating func reopen(stopDescriptor: Int32, orTell report: LiveReport) throws(AudioError) {
        captureShape = try OpeningWatch.open(capture, stopDescriptor: stopDescriptor, orTell: report)
        playbackShape = try OpeningWatch.open(playback, stopDescriptor: stopDescriptor, orTell: report)
    }

    /// Closes the devices.
    func close() {
        capture.close()
        playback.close()
    }

    /// The frames of which an engine here cleans whole multiples only; nil for any number.
    var stepFrames: Int? { LiveEngine.stepFrames(from: capture, shape: captureShape, to: playback) }

    /// What the devices run at.
    var shapeText: String {
        let format = captureShape.format
        let period = 1000 * Double(captureShape.periodFrames) / Double(format.sampleRate)
        let heard = playbackShape.format
        let played =
            heard == format ? "" : " (played at \(heard.sampleRate) Hz, \(heard.channels) channel(s))"
        return
            "\(format.sampleRate) Hz, \(format.channels) channel(s)\(played), period \(period.decimals(2)) ms"
    }

    /// The names of the devices that `engine` has yet to close.
    func devicesHeld(by engine: LiveEngine) -> [String] {
        (engine.holdsCapture ? [capture.name] : []) + (engine.holdsPlayback ? [playback.name] : [])
    }
}
