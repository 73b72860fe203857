/// Knows whether anybody records what is played to a loopback card, from what the kernel tells of the card's other side.
public struct LoopbackListeners: Sendable {
    // The other side's substreams, of which any counts where none is named.
    private let folder: String
    private let substream: String?

    /// Looks at the other side of `name`, such as `hw:Loopback,0,0`; nil when that is no playback device of such a card.
    ///
    /// - Parameters:
    ///   - name: a name of alsa-lib, of a card and not of a plug-in that hides one.
    ///   - cards: the folder of the kernel's sound cards.
    public init?(playback name: String, cards: String = "/proc/asound") {
        guard let arguments = CardArguments(name), ["hw", "plughw"].contains(arguments.kind),
            let device = arguments.device, device == 0 || device == 1,
            let index = Self.loopbackIndex(arguments.card, SystemFolder.text(of: "\(cards)/cards"))
        else { return nil }
        folder = "\(cards)/card\(index)/pcm\(1 - device)c"
        substream = arguments.subdevice.map { "sub\($0)" }
    }

    /// Whether the other side is open.
    ///
    /// - Real time: no.
    public var isAnyoneRecording: Bool {
        let names = SystemFolder.names(in: folder).filter { $0.hasPrefix("sub") && substream ?? $0 == $0 }
        return names.contains { name in
            let status = SystemFolder.text(of: "\(folder)/\(name)/status")
            return !status.isEmpty && !status.hasPrefix("closed")
        }
    }

    /// The number of the card that is called so, if the driver of loopback cards made it.
    private static func loopbackIndex(_ card: String, _ listing: String) -> Int? {
        for line in listing.split(separator: "\n") where line.contains("]: Loopback - ") {
            guard let open = line.firstIndex(of: "["), let shut = line.firstIndex(of: "]") else { continue }
            let number = line[..<open].filter { $0 != " " }
            let id = line[line.index(after: open)..<shut].filter { $0 != " " }
            if card == number || card == id { return Int(number) }
        }
        return nil
    }
}
