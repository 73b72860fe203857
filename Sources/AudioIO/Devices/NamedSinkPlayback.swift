public import RealTime

/// Playback through PulseAudio's plug-in to the sink that `PULSE_SINK` names, or to none.
///
/// PipeWire in PulseAudio's place plays what is meant for a sink that it does not have to its default one: after a
/// restart, the clean voice to the loudspeakers beside the microphone. It is looked up each time the device is opened.
public final class NamedSinkPlayback: PlaybackDevice {
    private let base: any PlaybackDevice
    private let sink: String
    private let sinks: @Sendable () throws(AudioError) -> [String]?

    /// Takes a closed device.
    ///
    /// - Parameters:
    ///   - base: what plays.
    ///   - sink: the sink's name or number.
    ///   - sinks: gives the numbers and names of those that the server has, nil where nobody can tell; it throws when
    ///     the server does not answer.
    public init(
        _ base: any PlaybackDevice,
        sink: String,
        sinks: @escaping @Sendable () throws(AudioError) -> [String]?
    ) {
        self.base = base
        self.sink = sink
        self.sinks = sinks
    }

    /// The device's.
    public var name: String { base.name }

    /// As the device has.
    public var hasClock: Bool { base.hasClock }

    /// Opens the device where the sink is there.
    ///
    /// - Throws: `unavailable` also when the server has no such sink.
    public func open() throws(AudioError) -> DeviceShape {
        let shape = try base.open()
        // Other plug-ins do not read the variable, and a name like @DEFAULT_SINK@ is the server's to resolve.
        guard shape.server == .pulseAudio, !sink.hasPrefix("@") else { return shape }
        do throws(AudioError) {
            guard let known = try sinks(), !known.contains(sink) else { return shape }
            let names = known.filter { Int($0) == nil }
            throw AudioError(
                .unavailable,
                at: name,
                "PULSE_SINK names \(sink), which the sound server does not have; it has "
                    + "\(names.isEmpty ? "none" : names.joined(separator: ", ")), and see `cleanmachine microphone`"
            )
        } catch {
            base.close()
            throw error
        }
    }

    /// Closes the device.
    public func close() { base.close() }

    /// Writes to the device.
    public func write(_ samples: borrowing Samples, from start: Int, frames: Int) -> Transfer {
        base.write(samples, from: start, frames: frames)
    }

    /// The device's.
    public func delay() -> Int { base.delay() }

    /// Waits as the device does.
    public func waitForReturn(timeoutMilliseconds: Int) -> Bool {
        base.waitForReturn(timeoutMilliseconds: timeoutMilliseconds)
    }
}
