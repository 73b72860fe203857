/// How one sample is written in a raw stream; the raw value is its name on the command line.
public enum SampleFormat: String, Sendable, CaseIterable {
    /// Signed 16 bit, little-endian.
    case s16le
    /// Signed 24 bit in the low three of four bytes, little-endian, sign-extended: ALSA's `S24_LE`.
    case s24le
    /// Signed 24 bit in three bytes, little-endian: ALSA's `S24_3LE`.
    case s24Packed = "s24-3le"
    /// Signed 32 bit, little-endian.
    case s32le
    /// IEEE 754 single precision within ±1, little-endian.
    case f32le
    /// Unsigned 8 bit, silence at 128.
    case u8
    /// ITU-T G.711 µ-law.
    case mulaw
    /// ITU-T G.711 A-law.
    case alaw

    /// The size of one sample.
    public var bytesPerSample: Int {
        switch self {
        case .u8, .mulaw, .alaw: 1
        case .s16le: 2
        case .s24Packed: 3
        case .s24le, .s32le, .f32le: 4
        }
    }

    /// The bits of a sample that carry sound.
    public var significantBits: Int {
        self == .s24le ? 24 : 8 * bytesPerSample
    }
}
