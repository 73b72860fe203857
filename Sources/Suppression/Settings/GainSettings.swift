/// The gain rules that stand on the a-priori signal-to-noise ratio: `wiener`, `log-mmse`, `om-lsa`.
public struct GainSettings: Sendable, Equatable {
    /// Weight of the previous frame in the decision-directed estimate, per 10 ms.
    public var decisionDirectedWeight: Float = 0.96
    /// The least a-priori signal-to-noise ratio.
    public var aPrioriFloorDecibels: Float = -25
    /// The least gain.
    public var floorDecibels: Float = -8

    /// The defaults.
    public init() {}

    /// The settings one by one.
    public static let fields: [SettingField<GainSettings>] = [
        .number(
            "decisionDirectedWeight",
            \.decisionDirectedWeight,
            in: 0...0.999,
            "weight of the past in the a-priori SNR, per 10 ms"
        ),
        .number("aPrioriFloorDecibels", \.aPrioriFloorDecibels, in: -40...0, "the least a-priori SNR"),
        .number("floorDecibels", \.floorDecibels, in: -60...0, "the least gain"),
    ]
}
