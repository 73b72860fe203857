internal import CALSA

/// The sound devices of the system, as alsa-lib names them.
///
/// - Real time: no.
public enum DeviceDirectory {
    /// Converters that alsa-lib lists beside devices; they lead to the default device.
    private static let converters: Set = [
        "lavrate", "samplerate", "speexrate", "speex", "upmix", "vdownmix", "jack", "oss", "usbstream",
        "null",
    ]

    /// All devices, those of cards last, each with what it can do.
    ///
    /// Devices are opened for a moment to ask them, without a sound.
    public static func list() -> [DeviceEntry] {
        virtualDevices() + cardDevices()
    }

    /// Why there is no sound card, as far as the system tells, and what to do about it.
    public static var absence: String {
        let folder = SystemFolder.names(in: "/dev/snd")
        return folder.isEmpty
            ? "there is no sound card: /dev/snd is missing or empty. In a container it must be passed in "
                + "(docker: --device /dev/snd); a virtual card comes with `modprobe snd-aloop`, and PulseAudio or "
                + "PipeWire can be reached without any"
            : "no sound card can be used: /dev/snd is there, but perhaps not for you; see `ls -l /dev/snd`, and "
                + "`sudo usermod -aG \(DeviceGroup.name ?? "audio") \(DeviceGroup.user)` to join its group"
    }

    /// The names that can be given for this direction.
    static func names(_ direction: PCM.Direction) -> [String] {
        let hints = hints().filter { $0.allows(direction) }.map(\.name)
        let cards = ALSALibrary.exclusively { CardListing.devices(direction).map(\.name) }
        return (hints + cards).filter { !converters.contains($0) }
    }

    /// Names that need no card's, where the configuration knows them; it seldom offers them.
    static var generalNames: [String] {
        ALSALibrary.exclusively { NameHint.defined(["default", "sysdefault"]) }
    }

    private static func hints() -> [NameHint] { ALSALibrary.exclusively { NameHint.all() } }

    /// What the configuration names without naming a card.
    private static func virtualDevices() -> [DeviceEntry] {
        var entries: [DeviceEntry] = []
        var hints = hints().filter { !$0.name.contains("CARD=") && !converters.contains($0.name) }
        if !hints.contains(where: { $0.name == "default" }) {
            hints.insert(NameHint(name: "default", description: "the default device", only: nil), at: 0)
        }
        for hint in hints {
            let sides = [PCM.Direction.capture, .playback].filter(hint.allows)
            let offers = sides.map { ($0, probe(hint.name, $0)) }
            entries.append(DeviceEntry(name: hint.name, description: hint.description, card: nil, offers))
        }
        return entries
    }

    private static func cardDevices() -> [DeviceEntry] {
        var entries: [DeviceEntry] = []
        for direction in [PCM.Direction.capture, .playback] {
            for found in ALSALibrary.exclusively({ CardListing.devices(direction) }) {
                let offer = (direction, probe(found.name, direction))
                if let index = entries.firstIndex(where: { $0.name == found.name }) {
                    entries[index].add([offer])
                } else {
                    entries.append(
                        DeviceEntry(
                            name: found.name,
                            description: found.description,
                            card: found.card,
                            [offer]
                        )
                    )
                }
            }
        }
        return entries
    }

    /// Asks a device what it can do.
    private static func probe(_ name: String, _ direction: PCM.Direction) -> DeviceEntry.Side {
        var code: Int32 = 0
        let offer: DeviceOffer? = ALSALibrary.exclusively {
            PCM(name, direction, code: &code).map(DeviceOffer.init)
        }
        if let offer { return .free(offer) }
        if -code == EBUSY { return .busy(DeviceOwner.all(using: name, direction)) }
        return .refused(
            OpenFailure(name: name, direction: direction, code: code, action: "open", said: nil).short
        )
    }
}
