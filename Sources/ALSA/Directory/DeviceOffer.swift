internal import AudioIO
internal import CALSA

/// What a device can do in one direction.
public struct DeviceOffer: Sendable, Equatable {
    /// The usual rates that it knows.
    public let sampleRates: [Int]
    /// The fewest and the most channels.
    public let fewestChannels, mostChannels: Int
    /// The formats that it knows, by alsa-lib's names.
    public let formats: [String]

    private static let usualRates = [
        8_000, 11_025, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 88_200, 96_000, 176_400, 192_000,
    ]

    init(_ pcm: PCM) {
        guard let parameters = HardwareParameters(pcm, resampling: false) else {
            (sampleRates, fewestChannels, mostChannels, formats) = ([], 0, 0, [])
            return
        }
        var rates = Self.usualRates.filter(parameters.allows(rate:))
        if rates.isEmpty {
            rates = Array(Set([parameters.rates.lowerBound, parameters.rates.upperBound])).sorted()
        }
        sampleRates = rates
        (fewestChannels, mostChannels) = (parameters.channels.lowerBound, parameters.channels.upperBound)
        var names: [String] = []
        for value in 0...SND_PCM_FORMAT_LAST.rawValue {
            let format = snd_pcm_format_t(rawValue: value)
            guard parameters.allows(format), let name = unsafe snd_pcm_format_name(format) else { continue }
            names.append(unsafe String(cString: name))
        }
        formats = names
    }

    /// The channel counts, as in `1` or `1-8`.
    public var channelText: String {
        fewestChannels == mostChannels ? "\(fewestChannels)" : "\(fewestChannels)-\(mostChannels)"
    }

    /// The rates, as in `44100, 48000`.
    public var rateText: String { sampleRates.map(String.init).joined(separator: ", ") }
}
