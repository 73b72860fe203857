import ALSA
import AudioIO
import Configuration

/// Makes devices of the ends that the command line names.
struct LiveDevices {
    private let command: Live
    private let capture: CaptureEnd
    private let playback: PlaybackEnd
    private let fallback: String?
    /// What standard input and output carry where no header says.
    private let raw: SampleFormat
    private let stopDescriptor: Int32

    /// Reads what the command line names.
    init(_ command: Live, stopDescriptor: Int32) throws {
        self.command = command
        self.stopDescriptor = stopDescriptor
        capture = try CaptureEnd(command.capture)
        playback = try PlaybackEnd(command.playback)
        fallback = try command.fallback.map { text in
            guard case .alsa(let name) = try CaptureEnd(text) else {
                throw Failure.usage("--fallback \(text): only a device can stand in, as alsa:NAME")
            }
            return name
        }
        raw = try SampleFormat.option(command.format)
        try Feedback.refuse(capture, playback)
    }

    /// What closes the devices while nobody listens; nil where that was not asked for.
    func idleRelease() throws -> IdleRelease? {
        guard let seconds = command.idleRelease else { return nil }
        if command.measureLatency || !capture.canBeReopened {
            throw Failure.usage(
                "--idle-release needs a capture device that can be opened again, and no --measure-latency"
            )
        }
        return try IdleRelease(after: seconds, playback: playback, environment: ProcessEnvironment.variables)
    }

    private var rate: Int? { command.rate }
    private var channels: Int? { command.channels }

    /// The capture device, with the one that takes its place where the user named one; not open yet.
    func makeCapture(periodSeconds: Double) throws -> any CaptureDevice {
        let first = try makeFirst(periodSeconds: periodSeconds)
        guard let fallback else { return first }
        return FallbackCapture(first, orElse: fallback) { [rate, channels] format in
            ALSACapture(
                name: fallback,
                request: DeviceRequest(
                    sampleRate: format?.sampleRate ?? rate,
                    channels: format?.channels ?? channels,
                    periodSeconds: periodSeconds
                )
            )
        }
    }

    private func makeFirst(periodSeconds: Double) throws -> any CaptureDevice {
        switch capture {
        case .alsa(let name):
            return ALSACapture(
                name: name,
                request: DeviceRequest(
                    sampleRate: rate,
                    channels: channels,
                    periodSeconds: periodSeconds,
                    bufferSeconds: 0.2
                )
            )
        case .standardInput:
            let head = try StreamHead(reading: 0, stopDescriptor: stopDescriptor)
            guard
                let format = head.header?.format
                    ?? rate.map({ StreamFormat(sampleRate: $0, channels: channels ?? 1) })
            else {
                throw Failure.usage("--capture stdin: standard input has no WAV header, so --rate is needed")
            }
            let source = try PCMSource(
                descriptor: 0,
                sampleFormat: head.header?.sampleFormat ?? raw,
                format: format,
                head: head,
                stopDescriptor: stopDescriptor
            )
            return SourceCapture(source, name: "standard input")
        case .file(let path): return SourceCapture(try FileSource(path: path), name: path)
        case .tone(let hertz): return tone("tone:\(hertz)", hertz, amplitude: 0.25, periodSeconds)
        case .silence: return tone("none", 0, amplitude: 0, periodSeconds)
        }
    }

    private func tone(_ name: String, _ hertz: Double, amplitude: Double, _ periodSeconds: Double)
        -> ToneCapture
    {
        ToneCapture(
            name: name,
            frequency: hertz,
            amplitude: amplitude,
            format: StreamFormat(sampleRate: rate ?? 48_000, channels: channels ?? 1),
            periodSeconds: periodSeconds
        )
    }

    /// The playback device for sound of `format`, not open yet.
    func makePlayback(_ format: StreamFormat, periodSeconds: Double) throws -> any PlaybackDevice {
        switch playback {
        case .alsa(let name):
            let device = ALSAPlayback(
                name: name,
                request: DeviceRequest(
                    sampleRate: format.sampleRate,
                    channels: format.channels,
                    // The engine brings the sound to the rate and channels that it plays.
                    isBinding: false,
                    periodSeconds: periodSeconds,
                    bufferSeconds: 0.2
                )
            )
            guard let sink = ProcessEnvironment.variables["PULSE_SINK"], !sink.isEmpty else { return device }
            return NamedSinkPlayback(device, sink: sink, sinks: PulseSinks.known)
        case .standardOutput:
            return SinkPlayback(
                try PCMSink(descriptor: 1, sampleFormat: raw, format: format),
                name: "standard output"
            )
        case .file(let path):
            let container = try FileContainer.choose(named: nil, path: path, input: nil)
            let file = try FileFormat.nearest(to: nil, in: container, stream: format, place: path)
            let description = FileDescription(format: file, stream: format)
            return SinkPlayback(
                try FileSink(path: path, description: description, overwrite: command.force),
                name: path
            )
        case .null: return NullPlayback(format: format, periodSeconds: periodSeconds)
        }
    }
}
