import AudioIO
import Configuration
import Engine
import Glibc
import RealTime
import Suppression

/// One run of the command `live`: opens the ends, starts the engine, and looks after it until it ends.
struct LiveSession {
    private let command: Live
    private let stopDescriptor: Int32
    private var route: LiveRoute
    private var engine: LiveEngine
    private var cleaning: LiveCleaning
    private let tap: SweepTap?
    private var idle: IdleRelease?
    private var stopping = LiveStop()
    private let start: Int

    /// Opens everything and starts.
    ///
    /// - Throws: when an end cannot be had, or the latency cannot be kept.
    init(_ command: Live, stopDescriptor: Int32) throws {
        self.command = command
        self.stopDescriptor = stopDescriptor
        let devices = try LiveDevices(command, stopDescriptor: stopDescriptor)
        idle = try devices.idleRelease()
        let opening = LiveOpening(devices: devices, waits: command.wait, stopDescriptor: stopDescriptor)
        let sizes = try LiveSizes.choose(command)
        let opened = try opening.capture(periodSeconds: sizes.period.captureSeconds)
        tap = command.measureLatency ? SweepTap(opened.device, shape: opened.shape) : nil
        var cleaning = try LiveCleaning(sizes.options, format: opened.shape.format)
        let heard = try opening.playback(opened.shape.format, periodSeconds: sizes.period.seconds)
        route = LiveRoute(
            from: tap ?? opened.device,
            shape: opened.shape,
            to: heard.device,
            shape: heard.shape,
            period: sizes.period,
            command: command
        )
        try cleaning.adapt(to: opened.shape.format, stepFrames: route.stepFrames)
        let lane = try cleaning.lane()
        if command.measureLatency { cleaning.bypass() }
        self.cleaning = cleaning
        engine = route.engine(lane: lane)
        start = MonotonicTime.now()
        guard let limit = command.maxLatency, engine.budget.totalMilliseconds > limit else { return }
        engine.stop()
        throw LiveSizes.refusal(engine.budget, of: sizes.options, limit: limit)
    }

    /// Looks after the engine until the sound is over.
    mutating func run() throws {
        if !command.quiet { introduce() }
        var log = LiveLog(route.capture, route.playback)
        var screen = command.quiet ? nil : LiveScreen()
        let keys = screen == nil ? nil : LiveKeys()
        while !isOver {
            pollDescriptors(keys, isWatched: screen != nil)
            cleaning.lookAfter(engine)
            followListeners()
            followDevices()
            let lines = cleaning.takeNews() + log.lines(engine.statistics)
            if !lines.isEmpty, !command.quiet {
                screen?.clear()
                for line in lines { StandardError.write("cleanmachine: \(line)") }
            }
            screen?.draw(engine, cleaning)
        }
        screen?.clear()
        try finish()
    }

    private var isReleased: Bool { idle?.isReleased ?? false }

    private var isOver: Bool {
        guard stopping.isAsked else { return engine.hasEnded && !isReleased && !engine.isOutdated }
        return engine.hasEnded || stopping.isHeldUp(engine)
    }

    /// Waits a moment for a signal, a key, or news of who listens.
    private mutating func pollDescriptors(_ keys: borrowing LiveKeys?, isWatched: Bool) {
        let elapsed = Double(MonotonicTime.now() - start) * 1e-9
        let left = command.duration.map { $0 - elapsed } ?? .infinity
        // A negative descriptor is passed over.
        var entries = [stopDescriptor, keys == nil ? -1 : STDIN_FILENO, idle?.descriptor ?? -1].map {
            pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
        }
        let look = isReleased ? Self.idlePause : isWatched ? Self.watchedPause : Self.pause
        let pause = Int32(max(0, min(left * 1000, look)).rounded(.up))
        _ = unsafe poll(&entries, nfds_t(entries.count), pause)
        if entries[0].revents != 0 || left <= 0 || tap?.isFull == true {
            stop()
            // The signal stays readable: no more polling on it, only a pause until the fade is over.
            MonotonicTime.sleep(until: MonotonicTime.now() + 5_000_000)
        }
        if entries[1].revents != 0, let key = keys?.read() {
            if key == .quit { stop() } else { cleaning.press(key, engine) }
        }
    }

    private mutating func stop() {
        stopping.ask()
        engine.stop()
    }

    /// Closes the devices when nobody has listened for a while, and opens them when somebody does.
    private mutating func followListeners() {
        guard !stopping.isAsked, let decision = idle?.decide() else { return }
        switch decision {
        case .stay: break
        case .release:
            engine.stop()
            idle?.released()
            cleaning.tell("nobody records; the devices are closed until somebody does")
        case .resume:
            guard engine.hasEnded, resume(saying: "somebody records; the devices are open again") else {
                return
            }
            idle?.resumed()
        }
    }

    /// Goes on with what the devices grant now, when one has come back as another.
    private mutating func followDevices() {
        guard engine.isOutdated, engine.hasEnded, !stopping.isAsked, !isReleased else { return }
        _ = resume(saying: "a device came back with another rate, channels or period")
    }

    /// Opens both devices and runs a new engine; false when one cannot be had, to be tried again at the next look.
    private mutating func resume(saying news: String) -> Bool {
        let before = (route.captureShape, route.playbackShape)
        do {
            try route.reopen(stopDescriptor: stopDescriptor, orTell: report)
            try cleaning.adapt(to: route.captureShape.format, stepFrames: route.stepFrames)
            engine = route.engine(lane: try cleaning.lane(), statistics: engine.statistics)
        } catch {
            route.close()
            MonotonicTime.sleep(until: MonotonicTime.now() + 500_000_000)
            return false
        }
        cleaning.tell(news)
        if (route.captureShape, route.playbackShape) != before {
            cleaning.tell("\(route.shapeText), latency now\n\(engine.budget.table)")
        }
        if let limit = command.maxLatency, engine.budget.totalMilliseconds > limit {
            cleaning.tell("that is more than --max-latency \(limit.decimals(1))")
        }
        return true
    }

    // Milliseconds between looks: while nothing runs, while somebody looks at the meters, and while nobody does.
    private static let (idlePause, watchedPause, pause) = (500.0, 100.0, 250.0)

    private func introduce() {
        StandardError.write(
            "cleanmachine: \(route.capture.name) -> \(route.playback.name), \(route.shapeText), \(cleaning.name)"
        )
        StandardError.write("latency\n\(engine.budget.table)")
        guard !command.withoutRealTime else { return }
        for line in LiveWarnings.lines(engine) { StandardError.write("cleanmachine: \(line)") }
    }

    private var report: LiveReport {
        let budget = engine.budget
        let summary = LiveSummary(
            statistics: engine.statistics,
            start: start,
            clippedSamples: cleaning.clippedSamples,
            laneLatencyMilliseconds: budget.algorithmMilliseconds + budget.resamplerMilliseconds
        )
        return LiveReport(summary: summary, asJSON: command.json, isQuiet: command.quiet)
    }

    private func finish() throws {
        for name in route.devicesHeld(by: engine) {
            StandardError.write("cleanmachine: \(name) does not answer; ending without it")
        }
        try report.tell()
        if let tap { print(try tap.report(planned: engine.budget)) }
        for error in [
            (route.capture as? any EndingEarly)?.error, (route.playback as? any EndingEarly)?.error,
        ] {
            if let error, error.kind != .closed { throw error }
        }
    }
}
