/// Which colour each number of decibels has.
public struct ColourScale: Sendable, Equatable {
    /// The colours from the lowest to the highest number.
    public let map: ColourMap
    /// The numbers that the map's ends stand for.
    ///
    /// - Units: decibels.
    public let range: ClosedRange<Float>
    /// What the numbers are.
    public let title: String

    /// Levels from `highest` down.
    ///
    /// - Precondition: `span > 0`.
    /// - Units: decibels, zero being the level of a sine at full scale.
    public static func levels(below highest: Float, span: Float) -> ColourScale {
        ColourScale(map: .magma, range: highest - span...highest, title: "Level, dBFS")
    }

    /// Differences up to `span` either way.
    ///
    /// - Precondition: `span > 0`.
    /// - Units: decibels.
    public static func differences(upTo span: Float) -> ColourScale {
        ColourScale(map: .blueToRed, range: -span...span, title: "Difference, dB")
    }

    /// The colour of `decibels`.
    public func colour(of decibels: Float) -> Colour {
        map[(decibels - range.lowerBound) / (range.upperBound - range.lowerBound)]
    }
}
