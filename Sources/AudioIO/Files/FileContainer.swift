internal import CSndFile

/// The kinds of file that can be written; the raw value is the name on the command line.
public enum FileContainer: String, Sendable, CaseIterable {
    /// Microsoft WAV, up to 4 GiB.
    case wav
    /// Free Lossless Audio Codec.
    case flac
    /// Ogg with Vorbis.
    case ogg
    /// Ogg with Opus.
    case opus
    /// MPEG-1/2 layer III.
    case mp3
    /// Apple and SGI AIFF.
    case aiff
    /// Sun and NeXT AU.
    case au
    /// Sony Wave64, without WAV's 4 GiB limit.
    case w64
    /// EBU RF64, without WAV's 4 GiB limit.
    case rf64
    /// Apple Core Audio Format.
    case caf

    /// Finds a container by a name's ending, without the dot and in any case.
    public init?(pathExtension: String) {
        let lowered = pathExtension.lowercased()
        switch lowered {
        case "wave": self = .wav
        case "oga": self = .ogg
        case "aif", "aifc": self = .aiff
        case "snd": self = .au
        default: self.init(rawValue: lowered)
        }
    }

    /// The usual ending of a file's name, without the dot.
    public var pathExtension: String { self == .rf64 ? "wav" : rawValue }

    /// Chooses where a result goes: the container that was named, else that of the output's name, else the input's own,
    /// else WAV.
    ///
    /// - Throws: `cannotCreate` when the name or the ending is none of these.
    public static func choose(
        named name: String?,
        path: String?,
        input: FileFormat?
    ) throws(AudioError) -> FileContainer {
        let known = allCases.map(\.rawValue).joined(separator: ", ")
        if let name {
            guard let container = FileContainer(pathExtension: name) else {
                throw AudioError(
                    .cannotCreate,
                    at: path ?? "output",
                    "no file format is called \(name); there are \(known)"
                )
            }
            return container
        }
        if let path, let ending = FilePath(path).pathExtension {
            guard let container = FileContainer(pathExtension: ending) else {
                throw AudioError(
                    .cannotCreate,
                    at: path,
                    "no file format ends in .\(ending); use one of \(known), or name the format with --format"
                )
            }
            return container
        }
        return input?.container ?? .wav
    }

    /// libsndfile's code of the container.
    var majorCode: Int32 {
        switch self {
        case .wav: Int32(SF_FORMAT_WAV)
        case .flac: Int32(SF_FORMAT_FLAC)
        case .ogg, .opus: Int32(SF_FORMAT_OGG)
        case .mp3: Int32(SF_FORMAT_MPEG)
        case .aiff: Int32(SF_FORMAT_AIFF)
        case .au: Int32(SF_FORMAT_AU)
        case .w64: Int32(SF_FORMAT_W64)
        case .rf64: Int32(SF_FORMAT_RF64)
        case .caf: Int32(SF_FORMAT_CAF)
        }
    }
}
