package import AudioIO

/// What the parts of a live engine must know of each other, fixed while it runs.
package struct LivePlan: Sendable {
    let capture: DeviceShape
    let playback: DeviceShape
    let captureHasClock: Bool
    let playbackHasClock: Bool
    /// What lies ready at the playback device when a block arrives there.
    let marginSeconds: Double
    /// By how much that may grow where it does not suffice.
    let largestExtraSeconds: Double

    /// Makes a plan.
    package init(
        capture: DeviceShape,
        playback: DeviceShape,
        captureHasClock: Bool,
        playbackHasClock: Bool,
        marginSeconds: Double,
        largestExtraSeconds: Double = 0
    ) {
        self.capture = capture
        self.playback = playback
        self.captureHasClock = captureHasClock
        self.playbackHasClock = playbackHasClock
        self.marginSeconds = marginSeconds
        self.largestExtraSeconds = largestExtraSeconds
    }

    /// Whether sound is cleaned when it is wanted, as a source without a clock gives it at any time.
    var isPulled: Bool { !captureHasClock }

    /// Whether sound goes at the pace of a clock, and not as fast as it can be cleaned.
    var isPaced: Bool { captureHasClock || playbackHasClock }

    /// Whether two clocks have to be brought together.
    var hasTwoClocks: Bool { captureHasClock && playbackHasClock }

    /// The frames of which sound is cleaned whole multiples only, so that a lane has less to hold back.
    ///
    /// What the capture device gives at a time; nil where sound comes as it likes.
    var stepFrames: Int? { Self.stepFrames(capture, hasTwoClocks: hasTwoClocks) }

    static func stepFrames(_ capture: DeviceShape, hasTwoClocks: Bool) -> Int? {
        hasTwoClocks && capture.periodFrames <= StreamCleaner.blockFrames ? capture.periodFrames : nil
    }

    /// Whether both ends can be opened anew, by an engine of another plan: a file or a pipe is written only once.
    var canReplan: Bool { hasTwoClocks }

    /// Whether a sound server stands between us and one of the devices.
    var isServed: Bool { capture.isServed || playback.isServed }

    /// By how much the time on the way may be off before it is corrected.
    ///
    /// A sound server's positions wander by some milliseconds for seconds, and more the more it buffers; to follow them
    /// would move the pitch and gain nothing.
    var slackSeconds: Double { isServed ? min(0.02, 0.25 * marginSeconds) : 0 }

    /// The time from capture to playback that is kept, without the latency of the lane and the resampler.
    var targetSeconds: Double {
        let period = captureHasClock ? Double(capture.periodFrames) / Double(capture.format.sampleRate) : 0
        return period + marginSeconds
    }

    /// The fill of the playback device below which silence is written: what it needs until its thread is there again.
    var lowSeconds: Double { min(0.001, marginSeconds / 2) }
}

extension LatencyBudget {
    /// The budget of a plan whose lane takes `laneFrames`.
    init(_ plan: LivePlan, laneFrames: Int) {
        let rate = Double(plan.capture.format.sampleRate)
        self.init(
            algorithmMilliseconds: Double(laneFrames) / rate * 1e3,
            capturePeriodMilliseconds: plan.captureHasClock
                ? Double(plan.capture.periodFrames) / rate * 1e3 : 0,
            playbackFillMilliseconds: plan.marginSeconds * 1e3,
            resamplerMilliseconds: Double(VariableResampler.delayFrames) / rate * 1e3
        )
    }
}
