/// The engine `neural`: how much a classical gain counts beside the network's, and what it did of late.
public struct NeuralSettings: Sendable, Equatable {
    /// Exponent of the classical gain in the geometric mean with the network's; 0 is the network alone.
    public var classicalShare: Float = 0.1
    /// The same above the band that the network hears, where it is a factor beside the network's.
    public var upperClassicalShare: Float = 1.6
    /// Exponent, above that band, of what the network does at its top.
    public var upperNetworkShare: Float = 0.1
    /// The least classical gain.
    public var classicalFloorDecibels: Float = -20
    /// Exponent of what a recurrent network's gains were of late in the geometric mean with the newest; 0 is the newest alone.
    public var smoothingShare: Float = 0.5
    /// The time in which what they were counts an e-th.
    public var smoothingMilliseconds: Float = 20
    /// The level below which a stream is brought nearer to it before a recurrent network hears it.
    public var quietestDecibels: Float = -29
    /// The same for levels above.
    public var loudestDecibels: Float = -17
    /// Gain beside the one that makes up for what the network takes from clear speech, or adds to it, and stands in its file.
    public var makeUpDecibels: Float = 0

    /// The defaults.
    public init() {}

    /// The settings one by one.
    public static let fields: [SettingField<NeuralSettings>] = [
        .number("classicalShare", \.classicalShare, in: 0...1, "exponent of the classical gain"),
        .number(
            "upperClassicalShare",
            \.upperClassicalShare,
            in: 0...2,
            "exponent of the classical gain above the network's band"
        ),
        .number(
            "upperNetworkShare",
            \.upperNetworkShare,
            in: 0...1,
            "exponent there of the network's gain at its top"
        ),
        .number("classicalFloorDecibels", \.classicalFloorDecibels, in: -60...0, "the least classical gain"),
        .number(
            "smoothingShare",
            \.smoothingShare,
            in: 0...1,
            "exponent of what the network's gains were of late"
        ),
        .number(
            "smoothingMilliseconds",
            \.smoothingMilliseconds,
            in: 1...1000,
            "the time in which they count an e-th"
        ),
        .number(
            "quietestDecibels",
            \.quietestDecibels,
            in: -120...(-25),
            "the level below which a stream is heard louder"
        ),
        .number(
            "loudestDecibels",
            \.loudestDecibels,
            in: -20...20,
            "the level above which a stream is heard less loud"
        ),
        .number(
            "makeUpDecibels",
            \.makeUpDecibels,
            in: -6...6,
            "gain beside what the network's file says to bring clear speech back to its level"
        ),
    ]
}
