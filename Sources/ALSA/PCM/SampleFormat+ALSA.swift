internal import AudioIO
internal import CALSA

extension SampleFormat {
    /// What can be moved, the best first: 32 and 24 bits keep what 16 would round, and float costs nothing.
    static let preferredOnALSA: [SampleFormat] = [.s32le, .f32le, .s24Packed, .s24le, .s16le]

    /// alsa-lib's number of the format; nil for what no sound card is asked for.
    var alsa: snd_pcm_format_t? {
        switch self {
        case .s16le: SND_PCM_FORMAT_S16_LE
        case .s24le: SND_PCM_FORMAT_S24_LE
        case .s24Packed: SND_PCM_FORMAT_S24_3LE
        case .s32le: SND_PCM_FORMAT_S32_LE
        case .f32le: SND_PCM_FORMAT_FLOAT_LE
        case .u8: SND_PCM_FORMAT_U8
        case .mulaw, .alaw: nil
        }
    }
}
