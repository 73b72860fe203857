import ArgumentParser
import AudioIO
import Engine

/// Cleans a microphone, or anything else, in real time.
struct Live: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Clean a microphone in real time, for as long as it takes.",
        discussion: """
            Devices that are unplugged, suspended or taken away are waited for and opened
            again; meanwhile there is silence, on time. The clocks of two cards are brought
            together, so that the latency never creeps. On a terminal there are meters and
            keys; otherwise a line is logged for whatever happens. SIGINT and SIGTERM fade
            out and end with exit code 0.

            Capture: alsa:NAME, stdin, file:PATH, tone:HERTZ, none.
            Playback: alsa:NAME, stdout, file:PATH, null.

            Examples:
              cleanmachine live
              cleanmachine live --capture alsa:hw:1 --playback alsa:plughw:Loopback,0,0
              cleanmachine live --playback file:clean.flac --duration 60
              cleanmachine live --preset low-latency --max-latency 20
            """
    )

    @Option(help: ArgumentHelp("Where sound comes from.", valueName: "end"))
    var capture = "alsa:default"

    @Option(help: ArgumentHelp("Where sound goes.", valueName: "end"))
    var playback = "alsa:default"

    @Option(help: ArgumentHelp("A second capture device for when the first cannot be had.", valueName: "end"))
    var fallback: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Sample rate; otherwise what the device likes best.", valueName: "hertz")
    )
    var rate: Int?

    @Option(parsing: .unconditional, help: "Channels; otherwise what the device likes best.")
    var channels: Int?

    @Option(
        help: ArgumentHelp(
            "Format of raw standard input and output, by a name that pipe knows.",
            valueName: "name"
        )
    )
    var format = SampleFormat.s16le.rawValue

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "What the devices move at a time; without it a hop of the preset at the microphone, about half a one at "
                + "the loudspeaker.",
            valueName: "milliseconds"
        )
    )
    var period: Double?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "What lies ready at the playback device: so much lateness is forgiven. Without it 1.5 of its periods, at a sound "
                + "server 40 ms, and more where that proves too little.",
            valueName: "milliseconds"
        )
    )
    var margin: Double?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Choose sizes, and the preset where none is named, so that the whole latency fits, or refuse with the budget.",
            valueName: "milliseconds"
        )
    )
    var maxLatency: Double?

    @Flag(
        help: "Play a sweep, capture it again, and say how long it took; for a loop from playback to capture."
    )
    var measureLatency = false

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Close the devices after so long without anybody who records what is played; open them when somebody does.",
            valueName: "seconds"
        )
    )
    var idleRelease: Double?

    @Option(parsing: .unconditional, help: ArgumentHelp("End after so long.", valueName: "seconds"))
    var duration: Double?

    @Flag(help: "Wait for devices that are absent or busy at the start, too.")
    var wait = false

    @Flag(name: .customLong("no-real-time"), help: "Run the threads as ordinary ones and lock no memory.")
    var withoutRealTime = false

    @OptionGroup(title: "Cleaning")
    var denoiser: DenoiserOptions

    @Flag(help: "Write the statistics as JSON to standard output at the end.")
    var json = false

    @Flag(name: .shortAndLong, help: "Replace an existing file.")
    var force = false

    @Flag(name: .shortAndLong, help: "Only errors.")
    var quiet = false

    func run() throws {
        try validateNumbers()
        let signals = try StopSignals()
        var session = try LiveSession(self, stopDescriptor: signals.descriptor)
        try session.run()
    }

    private func validateNumbers() throws {
        for (name, value, range) in [
            ("--period", period, 0.5...200.0), ("--margin", margin, 0.2...1000),
            ("--max-latency", maxLatency, 1...5000), ("--duration", duration, 0.01...1e9),
            ("--idle-release", idleRelease, 0.1...86_400),
        ] {
            if let value, !range.contains(value) {
                throw Failure.usage(
                    "\(name) must be from \(range.lowerBound.decimals(2)) to \(range.upperBound.decimals(0)), not \(value)"
                )
            }
        }
        if let rate, !StreamFormat.sampleRates.contains(rate) {
            throw Failure.usage("--rate must be from 1000 to 768000 Hz, not \(rate)")
        }
        if let channels, !StreamFormat.channelCounts.contains(channels) {
            throw Failure.usage("--channels must be from 1 to 64, not \(channels)")
        }
        if json, playback == "stdout" || playback == "-" {
            throw Failure.usage("--json and --playback stdout both want standard output; leave one out")
        }
    }
}
