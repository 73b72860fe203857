/// A colour of the sRGB space.
public struct Colour: Sendable, Equatable {
    /// The share of red.
    public let red: UInt8
    /// The share of green.
    public let green: UInt8
    /// The share of blue.
    public let blue: UInt8

    /// Makes the colour that `code` is in the web's way of writing, such as 0xFF8800.
    public init(_ code: UInt32) {
        red = UInt8(truncatingIfNeeded: code >> 16)
        green = UInt8(truncatingIfNeeded: code >> 8)
        blue = UInt8(truncatingIfNeeded: code)
    }

    /// The colour as one number, red in the third byte.
    public var packed: UInt32 { UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue) }

    /// Paper.
    static let white = Colour(0xFFFFFF)
    /// Letters and lines.
    static let ink = Colour(0x202020)
    /// Where there is no sound to show.
    public static let nothing = Colour(0xC4C4C4)

    /// The colour `share` of the way to `other`.
    func mixed(with other: Colour, share: Float) -> Colour {
        func mix(_ own: UInt8, _ its: UInt8) -> UInt32 {
            UInt32((Float(own) + share * (Float(its) - Float(own))).rounded())
        }
        return Colour(mix(red, other.red) << 16 | mix(green, other.green) << 8 | mix(blue, other.blue))
    }
}
