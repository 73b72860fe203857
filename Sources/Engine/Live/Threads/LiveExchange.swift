internal import RealTime

/// What the three threads of a live engine tell each other beside the sound.
///
/// Positions travel as phases: a number of frames divided by the nominal rate, minus the time at which it was counted.
/// Each is one word that hardly changes, so that a reader needs no second word and may come late.
package final class LiveExchange: Sendable {
    /// Makes an exchange in which nothing has happened.
    package init(_ statistics: LiveStatistics = LiveStatistics()) {
        self.statistics = statistics
    }

    /// Counts of everything.
    package let statistics: LiveStatistics

    /// Where the three threads run.
    let processor = SharedProcessor()

    /// Set to end the sound.
    let isStopping = AtomicFlag()
    /// Set, with `isStopping`, when a device came back that grants something else than the plan was made for.
    let isOutdated = AtomicFlag()
    /// Set by the capture thread when its device is closed for good.
    let captureIsDone = AtomicFlag()
    /// Set by the processing thread when nothing more will come from it.
    let processingHasEnded = AtomicFlag()
    /// Set by the playback thread when all was played, or its reader has gone.
    let playbackHasEnded = AtomicFlag()
    /// Set by the processing thread when the engine keeps missing its deadlines.
    let isTooSlow = AtomicFlag()

    /// Frames captured and not lost, as a phase.
    let capturePhase = Reading()
    /// Frames of sound heard, as a phase.
    let playbackPhase = Reading()
    /// Grows whenever a phase has jumped.
    let interruptions = Counter()

    /// Called when sound has been captured, or room has come in the playback ring.
    let processingWake = WakeUp()
    /// Called when sound has been cleaned.
    let playbackWake = WakeUp()

    /// The lanes that wait to be heard.
    let newcomers = Handoff<Lane?>()
    /// The lanes that were heard.
    let retired = Handoff<Lane?>()

    /// Ends the sound.
    func stop() {
        isStopping.isSet = true
        processingWake.call()
        playbackWake.call()
    }

    /// Ends the sound, so that it can be begun anew by another plan.
    func replan() {
        isOutdated.isSet = true
        stop()
    }

    /// The phase of `frames` frames counted at `now`.
    static func phase(frames: Double, rate: Double, now: Int) -> Double { frames / rate - Double(now) * 1e-9 }

    /// The frames at `now` that a phase tells.
    static func frames(phase: Double, rate: Double, now: Int) -> Double {
        (phase + Double(now) * 1e-9) * rate
    }
}
