import ALSA
import RealTime

/// Closes the devices of a live run while nobody records what it plays, and opens them when somebody does.
struct IdleRelease {
    /// What is to be done now.
    enum Decision: Equatable {
        case stay, release, resume
    }

    /// Whether the devices are closed because nobody listens.
    private(set) var isReleased = false
    private var listeners: any Listeners
    private let patience: Int
    private var lastHeard: Int

    /// Waits `seconds` without a listener before it releases.
    init(after seconds: Double, listeners: any Listeners, now: Int = MonotonicTime.now()) {
        patience = Int(seconds * 1e9)
        self.listeners = listeners
        lastHeard = now
    }

    /// Looks for those who can listen to `playback`.
    ///
    /// - Throws: `Failure` 64 when nobody can know who listens there, 69 when PulseAudio does not answer.
    init(after seconds: Double, playback: PlaybackEnd, environment: [String: String]) throws {
        guard case .alsa(let name) = playback, let listeners = Self.listeners(name, environment) else {
            throw Failure.usage(
                "--idle-release: nobody can know who records from this playback; it works for a loopback card, as "
                    + "alsa:plughw:Loopback,0,0, and for a sink of PulseAudio or PipeWire that PULSE_SINK names; see "
                    + "`cleanmachine microphone`"
            )
        }
        if listeners is PulseListeners, ChildProgram.output(of: ["pactl", "info"])?.isEmpty ?? true {
            throw Failure(
                status: 69,
                message: "--idle-release asks pactl (pulseaudio-utils) who records, but it does not answer"
            )
        }
        self.init(after: seconds, listeners: listeners)
    }

    /// Becomes readable when it is worth asking for a decision before the next regular look.
    var descriptor: Int32? { listeners.descriptor }

    /// Decides; asked ten times a second or less.
    mutating func decide(now: Int = MonotonicTime.now()) -> Decision {
        if listeners.arePresent() {
            lastHeard = now
            return isReleased ? .resume : .stay
        }
        return !isReleased && now - lastHeard >= patience ? .release : .stay
    }

    /// Takes note that the devices are closed.
    mutating func released() { isReleased = true }

    /// Takes note that they are open again.
    mutating func resumed(now: Int = MonotonicTime.now()) {
        isReleased = false
        lastHeard = now
    }

    private static func listeners(_ name: String, _ environment: [String: String]) -> (any Listeners)? {
        if let loopback = LoopbackListeners(playback: name) { return loopback }
        return environment["PULSE_SINK"].flatMap { $0.isEmpty ? nil : PulseListeners(sink: $0) }
    }
}
