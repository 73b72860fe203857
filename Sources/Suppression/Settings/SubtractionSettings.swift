/// Spectral subtraction.
public struct SubtractionSettings: Sendable, Equatable {
    /// Over-subtraction at 0 dB signal-to-noise ratio; it falls to one at 20 dB and rises below.
    public var overSubtraction: Float = 4
    /// The least that is left of each frequency's noise.
    public var floorDecibels: Float = -8
    /// The exponent of the magnitude in which is subtracted: 2 is power, 1 magnitude.
    public var exponent: Float = 2
    /// Bands with an over-subtraction of their own; 1 is the whole spectrum at once.
    public var bands: Float = 1
    /// Time constant with which gains fall; they rise at once.
    public var releaseMilliseconds: Float = 30

    /// The defaults.
    public init() {}

    /// The settings one by one.
    public static let fields: [SettingField<SubtractionSettings>] = [
        .number(
            "overSubtraction",
            \.overSubtraction,
            in: 1...10,
            "noise is subtracted this many times at 0 dB SNR"
        ),
        .number("floorDecibels", \.floorDecibels, in: -60...0, "the least gain"),
        .number("exponent", \.exponent, in: 0.5...3, "2 subtracts power, 1 magnitude"),
        .number("bands", \.bands, in: 1...16, "bands with an over-subtraction of their own"),
        .number(
            "releaseMilliseconds",
            \.releaseMilliseconds,
            in: 0...500,
            "time constant with which gains fall"
        ),
    ]
}
