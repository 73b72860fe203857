/// The engine `presence-model`: how much each of its three opinions counts.
public struct PresenceSettings: Sendable, Equatable {
    /// Exponent of the probability that speech is present in the bin.
    public var presenceWeight: Float = 0.1
    /// Exponent of the log-MMSE gain.
    public var gainWeight: Float = 0.6
    /// Exponent of the probability that speech is present in the frame.
    public var frameWeight: Float = 0.7
    /// Time constant of the decision-directed a-priori ratio.
    public var decisionDirectedMilliseconds: Float = 200
    /// The least gain.
    public var floorDecibels: Float = -20

    /// The defaults.
    public init() {}

    /// The settings one by one.
    public static let fields: [SettingField<PresenceSettings>] = [
        .number("presenceWeight", \.presenceWeight, in: 0...2, "exponent of the speech probability in a bin"),
        .number("gainWeight", \.gainWeight, in: 0...2, "exponent of the log-MMSE gain"),
        .number("frameWeight", \.frameWeight, in: 0...2, "exponent of the speech probability in the frame"),
        .number(
            "decisionDirectedMilliseconds",
            \.decisionDirectedMilliseconds,
            in: 0...2000,
            "time constant of the a-priori SNR"
        ),
        .number("floorDecibels", \.floorDecibels, in: -60...0, "the least gain"),
    ]
}
