internal import CSndFile

/// The container, encoding and byte order of a sound file.
public struct FileFormat: Sendable, Equatable {
    /// libsndfile's code: container, encoding and byte order in one number.
    let code: Int32

    init(code: Int32) {
        self.code = code
    }

    /// The container and its usual 16 bit or only encoding.
    public init(_ container: FileContainer) {
        let encoding =
            switch container {
            case .ogg: SF_FORMAT_VORBIS
            case .opus: SF_FORMAT_OPUS
            case .mp3: SF_FORMAT_MPEG_LAYER_III
            default: SF_FORMAT_PCM_16
            }
        code = container.majorCode | Int32(encoding)
    }

    /// The container, when it is one that can be written.
    public var container: FileContainer? {
        switch Int(major) {
        case SF_FORMAT_WAV, SF_FORMAT_WAVEX: .wav
        case SF_FORMAT_OGG: Int(encoding) == SF_FORMAT_OPUS ? .opus : .ogg
        default: FileContainer.allCases.first { $0.majorCode == major }
        }
    }

    /// Both in words, such as `WAV (Microsoft), Signed 16 bit PCM`.
    public var description: String { "\(Self.name(of: major)), \(Self.name(of: encoding))" }

    var major: Int32 { code & Int32(SF_FORMAT_TYPEMASK) }
    var encoding: Int32 { code & Int32(SF_FORMAT_SUBMASK) }

    private static func name(of code: Int32) -> String {
        var info = unsafe SF_FORMAT_INFO()
        unsafe info.format = code
        let size = unsafe Int32(MemoryLayout<SF_FORMAT_INFO>.size)
        guard Library.sndfile.isThere,
            unsafe sf_command(nil, Int32(SFC_GET_FORMAT_INFO), &info, size) == 0,
            let name = unsafe info.name
        else {
            return "format 0x\(String(code, radix: 16))"
        }
        return unsafe String(cString: name)
    }
}

extension FileFormat {
    /// How samples are best handed to the encoder.
    enum Precision: Equatable {
        case floats
        case integers(bits: Int)
        case companded(SampleFormat)
        case compressed
    }

    var precision: Precision {
        switch Int(encoding) {
        case SF_FORMAT_PCM_S8, SF_FORMAT_PCM_U8: .integers(bits: 8)
        case SF_FORMAT_PCM_16, SF_FORMAT_ALAC_16: .integers(bits: 16)
        case SF_FORMAT_ALAC_20: .integers(bits: 20)
        case SF_FORMAT_PCM_24, SF_FORMAT_ALAC_24: .integers(bits: 24)
        case SF_FORMAT_PCM_32, SF_FORMAT_ALAC_32: .integers(bits: 32)
        case SF_FORMAT_FLOAT, SF_FORMAT_DOUBLE: .floats
        case SF_FORMAT_ULAW: .companded(.mulaw)
        case SF_FORMAT_ALAW: .companded(.alaw)
        default: .compressed
        }
    }
}
