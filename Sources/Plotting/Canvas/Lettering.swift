/// How a text is set.
struct Lettering {
    /// Which end of the text its place is.
    enum Anchor {
        case start, middle, end
    }

    /// The height of the letters' em.
    ///
    /// - Units: pixels.
    var size: Double
    var isBold = false
    var anchor = Anchor.start
    /// Whether the text runs upwards.
    var isUpright = false
}
