import AudioIO
import RealTime

/// Playback through a sound server to the sink that `PULSE_SINK` names, and to no other.
///
/// PipeWire plays what is meant for a sink that it does not have to its default one: after a restart of the server, the
/// clean voice to the loudspeakers beside the microphone.
final class NamedSinkPlayback: PlaybackDevice {
    private let base: any PlaybackDevice
    private let sink: String
    private let sinks: @Sendable () -> [String]?

    /// Takes a closed device.
    ///
    /// - Parameters:
    ///   - base: what plays.
    ///   - sink: the sink's name or number.
    ///   - sinks: the names and numbers of those that the server has; nil when they cannot be known.
    init(
        _ base: any PlaybackDevice,
        sink: String,
        sinks: @escaping @Sendable () -> [String]? = NamedSinkPlayback.serverSinks
    ) {
        self.base = base
        self.sink = sink
        self.sinks = sinks
    }

    var name: String { base.name }

    var hasClock: Bool { base.hasClock }

    func open() throws(AudioError) -> DeviceShape {
        let shape = try base.open()
        // Another plug-in, or none, does not read the variable.
        guard shape.isServed, !sink.hasPrefix("@"), let known = sinks(), !known.contains(sink) else {
            return shape
        }
        base.close()
        let names = known.filter { Int($0) == nil }
        throw AudioError(
            .unavailable,
            at: name,
            "PULSE_SINK names \(sink), which the sound server does not have; it has "
                + "\(names.isEmpty ? "none" : names.joined(separator: ", ")), and see `cleanmachine microphone`"
        )
    }

    func close() { base.close() }

    func write(_ samples: borrowing Samples, from start: Int, frames: Int) -> Transfer {
        base.write(samples, from: start, frames: frames)
    }

    func delay() -> Int { base.delay() }

    func waitForReturn(timeoutMilliseconds: Int) -> Bool {
        base.waitForReturn(timeoutMilliseconds: timeoutMilliseconds)
    }

    /// What `pactl` tells of the server's sinks: their numbers and names.
    private static func serverSinks() -> [String]? {
        guard let text = ChildProgram.output(of: ["pactl", "list", "short", "sinks"]), !text.isEmpty else {
            return nil
        }
        return text.split(separator: "\n").flatMap { $0.split(separator: "\t").prefix(2).map(String.init) }
    }
}
