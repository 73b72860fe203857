import ALSA

/// A device for a person to read.
enum DeviceText {
    // What a live stream may use; a converter knows many more.
    private static let usual: Set = ["S16_LE", "S24_LE", "S24_3LE", "S32_LE", "FLOAT_LE"]

    /// A line for the device and one for each direction.
    static func of(_ entry: DeviceEntry) -> String {
        var lines = ["\(entry.isDefault ? "* " : "")\(entry.name)  \(entry.description)"]
        if let side = entry.capture { lines.append("    captures  \(text(side))") }
        if let side = entry.playback { lines.append("    plays     \(text(side))") }
        return lines.joined(separator: "\n")
    }

    private static func text(_ side: DeviceEntry.Side) -> String {
        switch side {
        case .free(let offer):
            let formats = offer.formats.filter(usual.contains)
            let names = (formats.isEmpty ? offer.formats : formats).joined(separator: " ")
            let channels = offer.mostChannels > 64 ? "any" : offer.channelText
            return "free, \(channels) ch, \(rates(offer)) Hz, \(names)"
        case .busy(let owners):
            let names = owners.map { "\($0.name) (process \($0.process))" }.joined(separator: ", ")
            return names.isEmpty ? "busy" : "busy: \(names)"
        case .refused(let reason): return reason
        }
    }

    private static func rates(_ offer: DeviceOffer) -> String {
        guard offer.sampleRates.count > 5, let least = offer.sampleRates.first,
            let most = offer.sampleRates.last
        else { return offer.sampleRates.map(String.init).joined(separator: " ") }
        return "\(least)-\(most)"
    }
}
