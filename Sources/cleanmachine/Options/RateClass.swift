/// Sample rates that call for the same preset.
enum RateClass {
    /// Telephone speech, up to 12 kHz.
    case narrow
    /// Wideband speech, up to 32 kHz.
    case wide
    /// Full band.
    case full

    /// The class of a rate in hertz.
    init(sampleRate: Int) {
        switch sampleRate {
        case ...12000: self = .narrow
        case ...32000: self = .wide
        default: self = .full
        }
    }

    /// The preset for streams of this class when none is named.
    var preset: String {
        switch self {
        case .narrow: "telephone-8k"
        case .wide: "voice-call"
        case .full: "studio-48k"
        }
    }
}
