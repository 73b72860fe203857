import ALSA

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
        guard let one = loopback(source), let other = loopback(sink) else { return false }
        return one.subdevice == other.subdevice && one.device != other.device
    }

    /// The side of an ALSA loopback card that is named, as in `hw:Loopback,1,0` or `plughw:CARD=Loopback,DEV=1`.
    private static func loopback(_ name: String) -> (device: Int, subdevice: Int)? {
        guard let arguments = CardArguments(name), arguments.card.hasPrefix("Loopback") else { return nil }
        return (arguments.device ?? 0, arguments.subdevice.flatMap { Int($0) } ?? 0)
    }
}
