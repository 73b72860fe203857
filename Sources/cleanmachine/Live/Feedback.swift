/// Loops that would howl.
enum Feedback {
    /// Refuses to clean what is being played.
    ///
    /// - Throws: `Failure` when capture hears playback: the monitor of the sink that is played to, or the other side of
    ///   the same loopback device.
    static func refuse(_ capture: CaptureEnd, _ playback: PlaybackEnd) throws {
        guard case .alsa(let source) = capture, case .alsa(let sink) = playback else { return }
        guard source == sink + ".monitor" || isSameLoopback(source, sink) else { return }
        throw Failure.usage(
            "\(source) gives what is played to \(sink), so the sound would go round and round; play to another device"
        )
    }

    /// Whether both are sides of one subdevice of an ALSA loopback card: what is played to device 0 is heard at 1.
    private static func isSameLoopback(_ source: String, _ sink: String) -> Bool {
        guard let one = LoopbackSide(source), let other = LoopbackSide(sink) else { return false }
        return one.subdevice == other.subdevice && one.device != other.device
    }
}

/// One side of an ALSA loopback card, as in `hw:Loopback,1,0` or `plughw:CARD=Loopback,DEV=1`.
private struct LoopbackSide {
    let device: Int
    let subdevice: Int

    init?(_ name: String) {
        guard let colon = name.firstIndex(of: ":") else { return nil }
        let parts = name[name.index(after: colon)...].split(separator: ",").map { part in
            part.split(separator: "=").last.map(String.init) ?? ""
        }
        guard let card = parts.first, card.hasPrefix("Loopback") else { return nil }
        device = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        subdevice = parts.count > 2 ? Int(parts[2]) ?? 0 : 0
    }
}
