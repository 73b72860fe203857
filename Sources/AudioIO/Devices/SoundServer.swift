/// A program that owns the devices and serves others; the raw value is what its plug-in calls it.
public enum SoundServer: String, Sendable, CaseIterable {
    case pulseAudio = "PulseAudio"
    case pipeWire = "PipeWire"
    case jack = "JACK"
}
