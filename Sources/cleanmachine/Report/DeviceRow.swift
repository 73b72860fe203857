import ALSA

/// A device for a program to read.
struct DeviceRow: Encodable {
    let name, description: String
    let card: Int?
    let isDefault: Bool
    let capture, playback: Side?

    struct Side: Encodable {
        let state: String
        var sampleRates: [Int]?
        var channels: [Int]?
        var formats: [String]?
        var users: [User]?
        var reason: String?
    }

    struct User: Encodable {
        let process: Int
        let name: String
    }

    init(_ entry: DeviceEntry) {
        (name, description, card, isDefault) = (entry.name, entry.description, entry.card, entry.isDefault)
        capture = entry.capture.map(Side.init)
        playback = entry.playback.map(Side.init)
    }
}

extension DeviceRow.Side {
    init(_ side: DeviceEntry.Side) {
        switch side {
        case .free(let offer):
            self.init(
                state: "free",
                sampleRates: offer.sampleRates,
                channels: [offer.fewestChannels, offer.mostChannels],
                formats: offer.formats
            )
        case .busy(let owners):
            self.init(state: "busy", users: owners.map { DeviceRow.User(process: $0.process, name: $0.name) })
        case .refused(let reason): self.init(state: "unavailable", reason: reason)
        }
    }
}
