public import Spectral

/// Everything that makes a denoiser.
public struct DenoiserSettings: Sendable, Equatable {
    /// The algorithm.
    public var engine = EngineKind.presenceModel
    /// The algorithm that takes over in a live run where `engine` is too slow for the machine.
    public var degradeTo = EngineKind.spectralSubtraction
    /// The frames.
    public var frame = FrameSettings(
        windowMilliseconds: 30,
        hopMilliseconds: 10,
        windowPair: .asymmetric,
        synthesisMilliseconds: 20
    )
    /// Noise tracking.
    public var noise = NoiseSettings()
    /// Spectral subtraction.
    public var subtraction = SubtractionSettings()
    /// The gain rules on the a-priori signal-to-noise ratio.
    public var gain = GainSettings()
    /// The engine `presence-model`.
    public var presence = PresenceSettings()
    /// What is made of the cleaned sound.
    public var output = OutputSettings()

    /// The defaults.
    public init() {}

    /// Every setting, under its table.
    public static let fields: [SettingField<DenoiserSettings>] =
        [
            .word("engine", \.engine, "the algorithm"),
            .word("degradeTo", \.degradeTo, "the algorithm for a machine too slow for the other"),
        ]
        + FrameSettings.fields.map { $0.lifted("frame", \.frame) }
        + NoiseSettings.fields.map { $0.lifted("noise", \.noise) }
        + SubtractionSettings.fields.map { $0.lifted("subtraction", \.subtraction) }
        + GainSettings.fields.map { $0.lifted("gain", \.gain) }
        + PresenceSettings.fields.map { $0.lifted("presence", \.presence) }
        + OutputSettings.fields.map { $0.lifted("output", \.output) }
}

extension FrameSettings {
    /// The settings one by one.
    public static let fields: [SettingField<FrameSettings>] = [
        .number("windowMilliseconds", \.windowMilliseconds, in: 2...100, "length of the analysis window"),
        .number("hopMilliseconds", \.hopMilliseconds, in: 0.5...50, "step between frames"),
        .word("windowPair", \.windowPair, "the windows' shape"),
        .number(
            "synthesisMilliseconds",
            \.synthesisMilliseconds,
            in: 1...100,
            "length of the asymmetric pair's synthesis window, which is its latency"
        ),
    ]
}
