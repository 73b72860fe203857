/// Colours for the numbers from zero to one.
public struct ColourMap: Sendable, Equatable {
    // Neighbours are so near that the way between them may be straight in any space.
    private let steps: [Colour]

    /// For levels: from black through violet and orange to pale yellow, in even steps of lightness.
    ///
    /// - Source: `magma` of Smith and van der Walt 2015 (CC0), every sixteenth of it.
    public static let magma = ColourMap([
        0x000004, 0x0A0822, 0x1D1147, 0x36106B, 0x51127C, 0x6A1C81, 0x832681, 0x9C2E7F, 0xB73779, 0xD0416F,
        0xE75263, 0xF56B5C, 0xFC8961, 0xFEA772, 0xFEC488, 0xFDE2A3, 0xFCFDBF,
    ])

    /// For differences: blue below the middle, red above it, nearly white at it; for the colour-blind too.
    ///
    /// - Source: `RdBu` of Brewer 2002 (Apache licence 2.0), reversed, in sixteenths, the middle made neutral.
    public static let blueToRed = ColourMap([
        0x053061, 0x175290, 0x2A71B2, 0x3F8EC0, 0x6BACD1, 0x9BC9E0, 0xC2DDEC, 0xE0ECF3, 0xF7F7F7, 0xFBE5D8,
        0xFBCCB4, 0xF5AA89, 0xE48066, 0xD05548, 0xBA2832, 0x930E26, 0x67001F,
    ])

    /// Makes a map through colours at even distances.
    ///
    /// - Precondition: at least two.
    init(_ codes: [UInt32]) {
        precondition(codes.count >= 2, "a map goes from one colour to another")
        steps = codes.map(Colour.init)
    }

    /// The colour at `position`; the ends' colours beyond them, `Colour.nothing` where it is no number.
    public subscript(position: Float) -> Colour {
        guard !position.isNaN else { return .nothing }
        let place = min(max(position, 0), 1) * Float(steps.count - 1)
        let lower = min(Int(place), steps.count - 2)
        return steps[lower].mixed(with: steps[lower + 1], share: place - Float(lower))
    }
}
