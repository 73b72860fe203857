internal import AudioIO
internal import RealTime

/// Measures the time on the way from capture to playback and steers it.
///
/// What is measured is the sum of everything that waits: in the capture device, in both rings and in the playback
/// device. Any one of them alone may stand still for seconds while the sum creeps.
struct DelayWatch: Sendable {
    private let plan: LivePlan
    private let captureRate: Double
    private let playbackRate: Double
    private var loop: DriftLoop
    private var lastMeasurement = 0
    private var interruptionsSeen = 0
    // No measurement counts before this moment.
    private var holdsUntil = 0
    // The least excess in the present window, and its length so far.
    private var least = Double.infinity
    private var secondsInWindow = 0.0
    private var room: PlaybackRoom

    /// Makes a watch over a plan.
    init(_ plan: LivePlan) {
        self.plan = plan
        captureRate = Double(plan.capture.format.sampleRate)
        playbackRate = Double(plan.playback.format.sampleRate)
        room = PlaybackRoom(marginSeconds: plan.marginSeconds, largestExtraSeconds: plan.largestExtraSeconds)
        loop = DriftLoop(slack: plan.slackSeconds)
    }

    /// The share by which the input is to be taken faster.
    var correction: Double { loop.correction }

    /// The time above its target that must be cut out now, or, negative, put in; nil when the loop can take care of it.
    ///
    /// - Real time: yes.
    mutating func measure(_ exchange: LiveExchange, framesTaken: Int, framesGiven: Int) -> Double? {
        let now = MonotonicTime.now()
        let statistics = exchange.statistics
        guard statistics.capture.isOpen.isSet, statistics.playback.isOpen.isSet else { return nil }
        let interruptions = exchange.interruptions.value
        // At first the playback thread has still to say where it is.
        if interruptions != interruptionsSeen || lastMeasurement == 0 {
            interruptionsSeen = interruptions
            restart(holding: 100_000_000, from: now)
        }
        // Often enough for the loop, and no oftener than the pointers of the devices move.
        guard now >= holdsUntil, now - lastMeasurement >= 5_000_000 else { return nil }
        let elapsed = Double(now - lastMeasurement) * 1e-9
        lastMeasurement = now
        let onTheWay = captureSide(exchange, framesTaken, now) + playbackSide(exchange, framesGiven, now)
        let target = plan.targetSeconds + room.extraSeconds
        least = min(least, onTheWay - target)
        secondsInWindow += elapsed
        guard secondsInWindow >= Self.windowSeconds else { return nil }
        let excess = least
        let isTooMuch = excess > largestExcess || excess < -largestLack
        // What a stall has left behind says nothing of the clocks.
        if !isTooMuch { loop.update(excess: excess, elapsed: secondsInWindow) }
        (least, secondsInWindow) = (.infinity, 0)
        room.follow(statistics)
        statistics.driftPartsPerMillion.value = loop.skew * 1e6
        statistics.correctionPartsPerMillion.value = loop.correction * 1e6
        statistics.latency.value = target + loop.error
        return isTooMuch ? excess : nil
    }

    /// Frames that the playback side wants so that its fill reaches the target.
    func framesWanted(_ exchange: LiveExchange, framesGiven: Int) -> Int {
        let missing =
            plan.targetSeconds + Self.pullAhead - playbackSide(exchange, framesGiven, MonotonicTime.now())
        return max(0, Int(missing * captureRate))
    }

    /// Begins anew after `seconds` were cut out or put in.
    mutating func restart(after seconds: Double) {
        restart(holding: Int((seconds + 0.05) * 1e9), from: MonotonicTime.now())
    }

    /// Publishes how full the rings are.
    func publish(_ exchange: LiveExchange, input: Int, output: borrowing RingProducer) {
        exchange.statistics.captureRing.value = Double(input) / captureRate
        let held = (output.capacity - output.free) / plan.playback.format.channels
        exchange.statistics.playbackRing.value = Double(held) / playbackRate
        if !plan.hasTwoClocks { exchange.statistics.latency.value = Double(held) / playbackRate }
    }

    private mutating func restart(holding nanoseconds: Int, from now: Int) {
        holdsUntil = now + nanoseconds
        lastMeasurement = now
        (least, secondsInWindow) = (.infinity, 0)
        loop.restart()
    }

    private func captureSide(_ exchange: LiveExchange, _ framesTaken: Int, _ now: Int) -> Double {
        let captured = LiveExchange.frames(phase: exchange.capturePhase.value, rate: captureRate, now: now)
        return max(0, captured - Double(framesTaken)) / captureRate
    }

    private func playbackSide(_ exchange: LiveExchange, _ framesGiven: Int, _ now: Int) -> Double {
        let heard = LiveExchange.frames(phase: exchange.playbackPhase.value, rate: playbackRate, now: now)
        return max(0, Double(framesGiven) - heard) / playbackRate
    }

    // Devices and servers may move their pointers in leaps; what is never used for so long is too much, and nothing else
    // is.
    private static let windowSeconds = 0.5
    // Some milliseconds take the loop some seconds; more is cut out at once. Positions that move by whole periods, a server's
    // by several, may be off for seconds, and too much harms less than too little.
    private var largestExcess: Double {
        let leaps = 0.002 + 0.6 * Double(plan.capture.periodFrames) / captureRate
        return max(plan.isServed ? plan.slackSeconds + 0.014 : 0.003, leaps)
    }
    private var largestLack: Double { min(largestExcess, max(0.003, 0.6 * plan.marginSeconds)) }
    // A pulled source gives a block at a time, so the fill must not wait for the last moment.
    private static let pullAhead = 0.01
}
