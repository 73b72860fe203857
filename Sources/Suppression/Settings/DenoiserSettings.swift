public import Inference
public import Spectral

/// Everything that makes a denoiser.
public struct DenoiserSettings: Sendable, Equatable {
    /// The algorithm.
    public var engine = EngineKind.presenceModel
    /// The algorithm that takes over in a live run where `engine` is too slow for the machine.
    public var degradeTo = EngineKind.spectralSubtraction
    /// The network of the engine `neural`: the name of a model or the path of a file.
    public var model = "recurrent-mask"
    /// The frames; the engine `neural` takes those of its network.
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
    /// The engine `neural`.
    public var neural = NeuralSettings()
    /// What is made of the cleaned sound.
    public var output = OutputSettings()

    /// The network, read and checked: what `model` names, where the engine is `neural`.
    ///
    /// No setting by itself; whoever resolves the settings loads it, with `adopt`.
    public private(set) var network: Model?

    /// The defaults.
    public init() {}

    /// Every setting, under its table.
    public static let fields: [SettingField<DenoiserSettings>] =
        [
            .word("engine", \.engine, "the algorithm"),
            .word("degradeTo", \.degradeTo, "the algorithm for a machine too slow for the other"),
            .text("model", \.model, "the network of the engine neural, a model's name or a file"),
        ]
        + FrameSettings.fields.map { $0.lifted("frame", \.frame) }
        + NoiseSettings.fields.map { $0.lifted("noise", \.noise) }
        + SubtractionSettings.fields.map { $0.lifted("subtraction", \.subtraction) }
        + GainSettings.fields.map { $0.lifted("gain", \.gain) }
        + PresenceSettings.fields.map { $0.lifted("presence", \.presence) }
        + NeuralSettings.fields.map { $0.lifted("neural", \.neural) }
        + OutputSettings.fields.map { $0.lifted("output", \.output) }

    /// Takes `model` and its frames, and says what contradicts them.
    ///
    /// Frames that stand at their defaults give way; others must be those that the network was trained on.
    public mutating func adopt(_ model: Model) -> [SettingProblem] {
        guard let needed = FrameSettings(model.description.frames) else {
            let given = "the window `\(model.description.frames.window)` of \(model.place)"
            return [SettingProblem(["model"], mustHold: "the network's windows are known ones", given: given)]
        }
        var given = frame
        given.lookaheadFrames = needed.lookaheadFrames
        guard given == needed || frame == DenoiserSettings().frame else {
            return [
                SettingProblem(
                    ["frame", "model"],
                    mustHold:
                        "the frames are left out or are those of the model `\(self.model)`: "
                        + needed.summary,
                    given: frame.summary
                )
            ]
        }
        frame = needed
        network = model
        return []
    }
}

extension FrameSettings {
    /// The frames that a network was trained on; nil when its windows are not known.
    init?(_ frames: ModelFrames) {
        let pairs: [String: WindowPair] = [
            "sqrt-hann": .squareRootHann, "hamming": .hamming, "hann": .hann, "asymmetric": .asymmetric,
        ]
        guard let pair = pairs[frames.window],
            abs(frames.binHertz * frames.windowMilliseconds - 1000) < 0.1
        else { return nil }
        self.init(
            windowMilliseconds: frames.windowMilliseconds,
            hopMilliseconds: frames.hopMilliseconds,
            windowPair: pair,
            synthesisMilliseconds: frames.synthesisMilliseconds,
            lookaheadFrames: frames.lookaheadFrames
        )
    }

    /// The frames in the words of a settings file.
    fileprivate var summary: String {
        let common = "windowMilliseconds = \(windowMilliseconds), hopMilliseconds = \(hopMilliseconds), "
        let pair = "windowPair = \"\(windowPair.rawValue)\""
        let isShort = windowPair == .asymmetric
        return common + pair + (isShort ? ", synthesisMilliseconds = \(synthesisMilliseconds)" : "")
    }
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
