/// The frames' times as whole numbers of samples at one rate, near enough.
struct WholeSamples {
    /// By how much, relative to the time asked for, samples may be off.
    static let tolerance = 0.01

    private let sampleRate: Int
    private let hopMilliseconds: Float
    /// Samples between frames.
    let hop: Int

    /// Settles the hop: the time itself where it is whole, otherwise the nearer neighbour, if possible
    /// one that leaves the window even.
    ///
    /// - Throws: `notWhole` where none is near.
    init(_ settings: FrameSettings, sampleRate: Int) throws(GeometryError) {
        self.sampleRate = sampleRate
        hopMilliseconds = settings.hopMilliseconds
        let exact = Self.exact(hopMilliseconds, at: sampleRate)
        // Halves go down: the shorter delay.
        let nearer = (exact - 0.5).rounded(.up)
        let other = nearer < exact ? nearer + 1 : nearer - 1
        let hops = Self.hops(in: settings.windowMilliseconds, of: hopMilliseconds) ?? 2
        let isNearerFine =
            Self.isWhole(exact) || (nearer * hops).remainder(dividingBy: 2) == 0 || !Self.isNear(other, exact)
        hop = try Self.checked(
            isNearerFine ? nearer : other,
            exact,
            "hopMilliseconds",
            hopMilliseconds,
            sampleRate
        )
    }

    /// The length of a window: as many hops as it was set to be, so that windows meet where they met; where that is no
    /// whole number, its own samples, an even number if it must be rounded.
    ///
    /// - Throws: `notWhole` where none is near.
    func window(_ setting: String, _ milliseconds: Float) throws(GeometryError) -> Int {
        let exact = Self.exact(milliseconds, at: sampleRate)
        let count =
            Self.hops(in: milliseconds, of: hopMilliseconds).map { $0 * Double(hop) }
            ?? (Self.isWhole(exact) ? exact.rounded() : 2 * (exact / 2).rounded())
        return try Self.checked(count, exact, setting, milliseconds, sampleRate)
    }

    private static func exact(_ milliseconds: Float, at sampleRate: Int) -> Double {
        Double(milliseconds) * Double(sampleRate) / 1000
    }

    // Settings are decimal (2.5 ms), so their product with a rate is exact in double precision or off by more.
    private static func isWhole(_ exact: Double) -> Bool { abs(exact - exact.rounded()) < 1e-3 }

    private static func isNear(_ count: Double, _ exact: Double) -> Bool {
        abs(count - exact) <= tolerance * exact
    }

    private static func hops(in milliseconds: Float, of hopMilliseconds: Float) -> Double? {
        let hops = Double(milliseconds) / Double(hopMilliseconds)
        return abs(hops - hops.rounded()) < 1e-5 ? hops.rounded() : nil
    }

    private static func checked(
        _ count: Double,
        _ exact: Double,
        _ setting: String,
        _ milliseconds: Float,
        _ sampleRate: Int
    ) throws(GeometryError) -> Int {
        guard count >= 1, count < 1e6, isNear(count, exact) else {
            throw .notWhole(setting: setting, milliseconds: milliseconds, sampleRate: sampleRate)
        }
        return Int(count)
    }
}
