internal import CSndFile

extension FileFormat {
    /// Returns the format of `container` that is nearest to `input`'s: its own encoding where it can be, else the next
    /// better one, else the next worse one, else the container's usual one.
    ///
    /// Sound that was lossy becomes 16 bit PCM in a lossless container, as every program does.
    ///
    /// - Throws: `cannotCreate` when the container cannot hold the rate or the channels at all, `unavailable` where
    ///   libsndfile is not installed.
    public static func nearest(
        to input: FileFormat?,
        in container: FileContainer,
        stream: StreamFormat,
        place: String
    ) throws(AudioError) -> FileFormat {
        try Library.sndfile.load(for: "writing sound files", at: place)
        var candidates: [FileFormat] = []
        if let input {
            if input.container == container { candidates.append(input) }
            for encoding in input.neighbours {
                candidates.append(FileFormat(code: container.majorCode | Int32(encoding)))
            }
        }
        candidates.append(FileFormat(container))
        // A name that ends in .opus promises Opus; .ogg may hold either.
        let allowed = candidates.filter { container != .opus || Int($0.encoding) == SF_FORMAT_OPUS }
        if let found = allowed.first(where: { $0.canHold(stream) }) { return found }
        throw AudioError(.cannotCreate, at: place, refusal(of: container, stream: stream))
    }

    /// Whether libsndfile writes this encoding at this rate with these channels.
    public func canHold(_ stream: StreamFormat) -> Bool {
        if let rates = Self.rates(of: Int(encoding)), !rates.contains(stream.sampleRate) { return false }
        // libsndfile's own check lets MP3 into WAV, its writer does not.
        if Int(encoding) == SF_FORMAT_MPEG_LAYER_III, container != .mp3 { return false }
        guard Library.sndfile.isThere else { return false }
        var info = SF_INFO()
        info.samplerate = Int32(stream.sampleRate)
        info.channels = Int32(stream.channels)
        info.format = code
        return unsafe sf_format_check(&info) != 0
    }

    /// This encoding and those to try after it, best first.
    private var neighbours: [Int] {
        let own = Int(encoding)
        let others: [Int] =
            switch own {
            case SF_FORMAT_PCM_S8, SF_FORMAT_PCM_U8: [SF_FORMAT_PCM_U8, SF_FORMAT_PCM_S8, SF_FORMAT_PCM_16]
            case SF_FORMAT_ALAC_20, SF_FORMAT_ALAC_24, SF_FORMAT_PCM_24:
                [SF_FORMAT_PCM_24, SF_FORMAT_ALAC_24, SF_FORMAT_PCM_32, SF_FORMAT_FLOAT]
            case SF_FORMAT_ALAC_32, SF_FORMAT_PCM_32:
                [SF_FORMAT_PCM_32, SF_FORMAT_ALAC_32, SF_FORMAT_DOUBLE, SF_FORMAT_PCM_24]
            case SF_FORMAT_FLOAT: [SF_FORMAT_DOUBLE, SF_FORMAT_PCM_24, SF_FORMAT_PCM_32]
            case SF_FORMAT_DOUBLE: [SF_FORMAT_FLOAT, SF_FORMAT_PCM_32, SF_FORMAT_PCM_24]
            default: []
            }
        return [own] + others + [SF_FORMAT_PCM_16]
    }

    /// The only rates an encoding knows; nil for any.
    private static func rates(of encoding: Int) -> [Int]? {
        switch encoding {
        case SF_FORMAT_OPUS: [8_000, 12_000, 16_000, 24_000, 48_000]
        case SF_FORMAT_MPEG_LAYER_III:
            [8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000]
        default: nil
        }
    }

    private static func refusal(of container: FileContainer, stream: StreamFormat) -> String {
        let usual = FileFormat(container)
        if let rates = rates(of: Int(usual.encoding)), !rates.contains(stream.sampleRate) {
            let list = rates.map(String.init).joined(separator: ", ")
            return
                "\(container.rawValue) holds \(list) Hz, not \(stream.sampleRate) Hz; write flac, ogg or wav instead"
        }
        return
            "\(container.rawValue) cannot hold \(stream.channels) channels at \(stream.sampleRate) Hz; write wav or caf instead"
    }
}
