/// Where the time between microphone and loudspeaker goes.
public struct LatencyBudget: Sendable, Equatable {
    /// One part of it.
    public struct Stage: Sendable, Equatable {
        /// What it is.
        public let name: String
        /// Its share, in milliseconds.
        public let milliseconds: Double
    }

    /// The frames and windows of the algorithm.
    public let algorithmMilliseconds: Double
    /// What the capture device gathers before it gives.
    public let capturePeriodMilliseconds: Double
    /// What lies ready at the playback device so that it never runs dry.
    public let playbackFillMilliseconds: Double
    /// The filter that follows the clocks; zero without one.
    public let resamplerMilliseconds: Double

    /// Makes a budget.
    public init(
        algorithmMilliseconds: Double,
        capturePeriodMilliseconds: Double,
        playbackFillMilliseconds: Double,
        resamplerMilliseconds: Double
    ) {
        self.algorithmMilliseconds = algorithmMilliseconds
        self.capturePeriodMilliseconds = capturePeriodMilliseconds
        self.playbackFillMilliseconds = playbackFillMilliseconds
        self.resamplerMilliseconds = resamplerMilliseconds
    }

    /// The parts in the order that the sound meets them.
    public var stages: [Stage] {
        [
            Stage(name: "capture period", milliseconds: capturePeriodMilliseconds),
            Stage(name: "algorithm", milliseconds: algorithmMilliseconds),
            Stage(name: "clock resampler", milliseconds: resamplerMilliseconds),
            Stage(name: "playback fill", milliseconds: playbackFillMilliseconds),
        ]
    }

    /// The whole, in milliseconds.
    public var totalMilliseconds: Double { stages.reduce(0) { $0 + $1.milliseconds } }
}
