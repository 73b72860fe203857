/// The way the noise is estimated.
public enum NoiseTrackerKind: String, Sendable, CaseIterable {
    /// The minimum of the smoothed power over a sliding window.
    case minimumStatistics = "minimum-statistics"
    /// A recursive average weighted by the probability that speech is absent.
    case mmseSPP = "mmse-spp"
    /// Minima-controlled recursive averaging in two passes.
    case imcra
    /// A recursive average that a voice detector stops.
    case recursive
    /// The average of the first moments, or a given profile, held for good.
    case learn
}

/// Noise tracking.
public struct NoiseSettings: Sendable, Equatable {
    /// The tracker.
    public var tracker = NoiseTrackerKind.mmseSPP
    /// How long the start of the stream is averaged as noise before the tracker takes over.
    public var learnMilliseconds: Float = 100
    /// Time constant of the noise estimate where speech is absent.
    public var smoothingMilliseconds: Float = 200
    /// How far back minima are sought.
    public var minimumWindowMilliseconds: Float = 1500

    /// The defaults.
    public init() {}

    /// The settings one by one.
    public static let fields: [SettingField<NoiseSettings>] = [
        .word("tracker", \.tracker, "how the noise is estimated"),
        .number(
            "learnMilliseconds",
            \.learnMilliseconds,
            in: 0...10_000,
            "how long the start of the stream counts as noise"
        ),
        .number(
            "smoothingMilliseconds",
            \.smoothingMilliseconds,
            in: 5...5000,
            "time constant of the noise estimate where speech is absent"
        ),
        .number(
            "minimumWindowMilliseconds",
            \.minimumWindowMilliseconds,
            in: 200...10_000,
            "how far back minimum-statistics and imcra look for minima"
        ),
    ]
}
