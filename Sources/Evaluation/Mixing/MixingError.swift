/// Why speech and noise cannot be mixed.
public enum MixingError: Error, Equatable {
    /// The clean speech holds no sound, so no ratio to it exists.
    case silentSpeech
    /// The part of the noise that was taken holds no sound, so no gain brings it to a level.
    case silentNoise
    /// The speech, the noise or the ratio holds a value that is no finite number.
    case notFinite
}

extension MixingError: CustomStringConvertible {
    /// What is wrong, and what to do.
    public var description: String {
        switch self {
        case .silentSpeech: "the clean speech is silent; give a recording that holds speech"
        case .silentNoise: "the noise is silent where it was taken; give another noise or another seed"
        case .notFinite: "the speech, the noise or the SNR is no finite number; repair the file or the option"
        }
    }
}
