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
    private let capture: any CaptureDevice
    private let playback: any PlaybackDevice
    private let captureShape: DeviceShape
    private let engine: LiveEngine
    private var cleaning: LiveCleaning
    private let tap: SweepTap?

    /// Opens everything and starts.
    ///
    /// - Throws: when an end cannot be had, or the latency cannot be kept.
    init(_ command: Live, stopDescriptor: Int32) throws {
        self.command = command
        self.stopDescriptor = stopDescriptor
        let devices = try LiveDevices(command, stopDescriptor: stopDescriptor)
        let opening = LiveOpening(devices: devices, waits: command.wait, stopDescriptor: stopDescriptor)
        let sizes = try LiveSizes.choose(command)
        let opened = try opening.capture(periodSeconds: sizes.period.seconds)
        tap = command.measureLatency ? SweepTap(opened.device, shape: opened.shape) : nil
        capture = tap ?? opened.device
        captureShape = opened.shape
        var cleaning = try LiveCleaning(sizes.options, format: opened.shape.format)
        let lane = try cleaning.lane()
        if command.measureLatency { cleaning.bypass() }
        let heard = try opening.playback(opened.shape.format, periodSeconds: sizes.period.seconds)
        playback = heard.device
        self.cleaning = cleaning
        engine = LiveEngine(
            from: capture,
            shape: opened.shape,
            to: heard.device,
            shape: heard.shape,
            lane: lane,
            settings: LiveSettings(
                marginSeconds: sizes.period.marginSeconds,
                largestExtraSeconds: command.margin == nil && command.maxLatency == nil ? 0.5 : 0,
                priority: command.withoutRealTime ? nil : RealTimePriority.audio,
                locksMemory: !command.withoutRealTime
            )
        )
        guard let limit = command.maxLatency, engine.budget.totalMilliseconds > limit else { return }
        engine.stop()
        throw LiveSizes.refusal(engine.budget, limit: limit)
    }

    /// Looks after the engine until the sound is over.
    mutating func run() throws {
        let start = MonotonicTime.now()
        if !command.quiet { introduce() }
        var log = LiveLog(capture, playback)
        var screen = command.quiet ? nil : LiveScreen()
        let keys = screen == nil ? nil : LiveKeys()
        while !engine.hasEnded {
            pollDescriptors(keys, start)
            cleaning.lookAfter(engine)
            let lines = cleaning.takeNews() + log.lines(engine.statistics)
            if !lines.isEmpty, !command.quiet {
                screen?.clear()
                for line in lines { StandardError.write("cleanmachine: \(line)") }
            }
            screen?.draw(engine, cleaning)
        }
        screen?.clear()
        try finish(seconds: Double(MonotonicTime.now() - start) * 1e-9)
    }

    /// Waits a moment for a signal or a key.
    private mutating func pollDescriptors(_ keys: borrowing LiveKeys?, _ start: Int) {
        let elapsed = Double(MonotonicTime.now() - start) * 1e-9
        let left = command.duration.map { $0 - elapsed } ?? .infinity
        var entries = [pollfd(fd: stopDescriptor, events: Int16(POLLIN), revents: 0)]
        if keys != nil { entries.append(pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)) }
        let pause = Int32(max(0, min(left * 1000, 100)).rounded(.up))
        _ = unsafe poll(&entries, nfds_t(entries.count), pause)
        if entries[0].revents != 0 || left <= 0 || tap?.isFull == true {
            engine.stop()
            // The signal stays readable: no more polling on it, only a pause until the fade is over.
            MonotonicTime.sleep(until: MonotonicTime.now() + 5_000_000)
        }
        if entries.count > 1, entries[1].revents != 0, let key = keys?.read() {
            if key == .quit { engine.stop() } else { cleaning.press(key, engine) }
        }
    }

    private func introduce() {
        let rate = captureShape.format.sampleRate
        StandardError.write(
            "cleanmachine: \(capture.name) -> \(playback.name), \(rate) Hz, \(captureShape.format.channels) channel(s), "
                + "period \((1000 * Double(captureShape.periodFrames) / Double(rate)).decimals(2)) ms, "
                + "\(cleaning.name)"
        )
        StandardError.write("latency\n\(engine.budget.table)")
        if !command.withoutRealTime, engine.scheduling == .ordinary {
            StandardError.write(
                "cleanmachine: no real-time priority: the limit RLIMIT_RTPRIO is 0, so a busy machine may be heard; "
                    + "see README, real time"
            )
        }
        if !command.withoutRealTime, !engine.isMemoryLocked {
            StandardError.write(
                "cleanmachine: memory could not be locked: the limit RLIMIT_MEMLOCK is too low, so a machine that runs "
                    + "out of memory may be heard; see README, real time"
            )
        }
    }

    private func finish(seconds: Double) throws {
        let summary = LiveSummary(
            statistics: engine.statistics,
            seconds: seconds,
            processorSeconds: StreamSummary.processorSeconds,
            clippedSamples: cleaning.clippedSamples,
            laneLatencyMilliseconds: engine.budget.algorithmMilliseconds + engine.budget.resamplerMilliseconds
        )
        if command.json {
            let numbers = Dictionary(
                summary.numbers.map { ($0.name, $0.value) },
                uniquingKeysWith: { first, _ in first }
            )
            try print(JSONText.of(numbers))
        }
        if !command.quiet { StandardError.write("cleanmachine: \(summary.text)") }
        if let tap { try report(tap) }
        for error in [(capture as? any EndingEarly)?.error, (playback as? any EndingEarly)?.error] {
            if let error, error.kind != .closed { throw error }
        }
    }

    private func report(_ tap: SweepTap) throws {
        guard let frames = tap.delayFrames() else {
            throw Failure(
                status: 69,
                message:
                    "the sweep was not heard again within \(SweepTap.seconds.decimals(0)) s: connect playback to "
                    + "capture (a cable, a loopback device, or the monitor of a null sink) and turn both up"
            )
        }
        let measured = 1000 * Double(frames) / Double(captureShape.format.sampleRate)
        print(
            "measured \(measured.decimals(2)) ms from playback back to capture and through; "
                + "planned \(engine.budget.totalMilliseconds.decimals(2)) ms, "
                + "so the devices add \((measured - engine.budget.totalMilliseconds).decimals(2)) ms"
        )
    }
}
