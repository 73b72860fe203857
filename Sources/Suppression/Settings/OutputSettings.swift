/// What is made of the cleaned sound; each is also a live control.
public struct OutputSettings: Sendable, Equatable {
    /// Share of the cleaned sound; the rest is the untouched sound, aligned.
    public var mix: Float = 1
    /// The most by which any frequency is lowered; 0 leaves the sound as it is.
    public var attenuationLimitDecibels: Float = 100
    /// Gain of the result.
    public var gainDecibels: Float = 0
    /// Whether the result is what was removed instead of what was kept.
    public var residual = false
    /// Whether all channels share one set of gains, which keeps the stereo image still.
    public var linkedChannels = true

    /// The defaults.
    public init() {}

    /// The settings one by one.
    public static let fields: [SettingField<OutputSettings>] = [
        .number("mix", \.mix, in: 0...1, "share of the cleaned sound, 0 to 1"),
        .number(
            "attenuationLimitDecibels",
            \.attenuationLimitDecibels,
            in: 0...100,
            "the most by which any frequency is lowered"
        ),
        .number("gainDecibels", \.gainDecibels, in: -60...40, "gain of the result"),
        .flag("residual", \.residual, "put out what was removed instead of what was kept"),
        .flag("linkedChannels", \.linkedChannels, "one set of gains for all channels"),
    ]
}
