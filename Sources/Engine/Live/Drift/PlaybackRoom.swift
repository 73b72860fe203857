internal import RealTime

/// Makes the playback fill larger where the machine or a sound server is less punctual than was planned for.
///
/// A starvation now and then is a disturbance, and the latency returns to its target after it. Starvations that come again
/// and again show that the target itself cannot be kept.
struct PlaybackRoom: Sendable {
    /// What is added to the target, in seconds.
    private(set) var extraSeconds = 0.0
    private let marginSeconds: Double
    private let largestExtraSeconds: Double
    private var starvationsSeen = 0
    private var score = 0.0

    /// Makes room for a margin, which may grow by `largestExtraSeconds`.
    init(marginSeconds: Double, largestExtraSeconds: Double) {
        self.marginSeconds = marginSeconds
        self.largestExtraSeconds = largestExtraSeconds
    }

    /// Looks at what happened in the last window.
    ///
    /// - Real time: yes.
    mutating func follow(_ statistics: LiveStatistics) {
        let starvations = statistics.starvations.value + statistics.playback.overruns.value
        // Three bad windows within some ten good ones.
        score = starvations > starvationsSeen ? score + 1 : max(0, score - 0.1)
        starvationsSeen = starvations
        guard score >= 3 else { return }
        score = 0
        let step = max(0.0025, 0.5 * (marginSeconds + extraSeconds))
        let wanted = min(extraSeconds + step, largestExtraSeconds)
        guard wanted > extraSeconds else { return }
        extraSeconds = wanted
        statistics.marginRaises.increment()
        statistics.extraMargin.value = wanted
    }
}
