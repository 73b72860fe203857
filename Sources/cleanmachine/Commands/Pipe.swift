import ArgumentParser
import AudioIO
import Engine
import Glibc
import RealTime
import Suppression

/// Cleans raw sound from standard input to standard output.
struct Pipe: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Clean raw sound from standard input to standard output.",
        discussion: """
            Sound is put out hop by hop, as soon as it is due. As many frames come out as go in: with --align the
            delay of the algorithm is taken out, without it the output lags and begins with silence. Rate, channels
            and format are read from a WAV header if the input begins with one. SIGINT and SIGTERM end the input; what
            was read is still cleaned and written. A reader that closes the output is a normal end.

            Examples:
              arecord -f S16_LE -r 16000 -c 1 -t raw | cleanmachine pipe --rate 16000 | aplay -f S16_LE -r 16000
              cleanmachine pipe --align --wav-header < noisy.wav > clean.wav
              ffmpeg -i talk.mp4 -f f32le -ac 2 -ar 48000 - | cleanmachine pipe --rate 48000 --channels 2 \\
                --format f32le --preset strong > clean.raw
            """
    )

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Sample rate; required unless a WAV header says.", valueName: "hertz")
    )
    var rate: Int?

    @Option(parsing: .unconditional, help: "Channels; 1 unless a WAV header says otherwise.")
    var channels: Int?

    @Option(
        help: """
            Format of the samples: \(SampleFormat.allCases.map(\.rawValue).joined(separator: ", ")), or as ALSA \
            writes them (S16_LE); s16le unless a WAV header says otherwise.
            """
    )
    var format: String?

    @OptionGroup(title: "Cleaning")
    var denoiser: DenoiserOptions

    @Flag(help: "Take the delay of the algorithm out of the output.")
    var align = false

    @Flag(help: "Begin the output with a WAV header.")
    var wavHeader = false

    @Flag(name: .shortAndLong, help: "Say what is done and how.")
    var verbose = false

    @Flag(name: .shortAndLong, help: "No summary at the end.")
    var quiet = false

    func run() throws {
        guard isatty(STDIN_FILENO) == 0 else {
            throw Failure.usage(
                "standard input is a terminal; redirect sound to it, for example `cleanmachine pipe < noisy.wav`"
            )
        }
        FlushToZero.enable()
        let signals = try StopSignals()
        let head = try StreamHead(reading: STDIN_FILENO, stopDescriptor: signals.descriptor)
        let (stream, sampleFormat) = try shape(head.header)
        let (settings, preset) = try denoiser.resolved(sampleRate: stream.sampleRate)
        let cleaner = try StreamCleaner(
            settings,
            format: stream,
            isAligned: align,
            noiseProfile: denoiser.profile(settings, format: stream)
        )
        if verbose { describe(cleaner, settings, preset, sampleFormat) }
        let source = try PCMSource(
            descriptor: STDIN_FILENO,
            sampleFormat: sampleFormat,
            format: stream,
            head: head,
            stopDescriptor: signals.descriptor
        )
        let sink = try PCMSink(
            descriptor: STDOUT_FILENO,
            sampleFormat: sampleFormat,
            format: stream,
            header: wavHeader ? WAVHeader.streaming(sampleFormat, format: stream) : []
        )
        try clean(source, with: cleaner, to: sink)
    }

    private func clean(
        _ source: consuming PCMSource,
        with cleaner: consuming StreamCleaner,
        to sink: consuming PCMSink
    ) throws {
        var loop = CleaningLoop(cleaner)
        var failure: AudioError?
        do {
            try loop.run(from: &source, to: &sink)
            try sink.finish()
        } catch {
            failure = error
        }
        if !quiet {
            let summary = StreamSummary(
                loop.cleaner,
                frames: loop.framesRead,
                processorSeconds: StreamSummary.processorSeconds
            )
            StandardError.write("cleanmachine: \(summary.text)")
            for note in notes(source, sink) { StandardError.write("cleanmachine: \(note)") }
        }
        if let failure, failure.kind != .closed { throw failure }
    }

    /// What was odd about the stream's ends.
    private func notes(_ source: borrowing PCMSource, _ sink: borrowing PCMSink) -> [String] {
        var notes: [String] = []
        if source.trailingBytes > 0 {
            notes.append(
                "dropped \(source.trailingBytes) trailing byte(s) that make no whole frame of "
                    + "\(source.format.channels) x \(source.sampleFormat.rawValue)"
            )
        }
        if source.missingBytes > 0 {
            notes.append("the WAV header promised \(source.missingBytes) more bytes of sound than came")
        }
        if source.surplusBytes > 0 {
            notes.append("dropped \(source.surplusBytes) bytes behind the sound that the WAV header promised")
        }
        if sink.clampedSamples > 0 {
            notes.append("clamped \(sink.clampedSamples) output samples to full scale; lower --gain")
        }
        return notes
    }

    /// The stream's shape, from the options and the header, which must not contradict each other.
    private func shape(_ header: WAVHeader?) throws -> (StreamFormat, SampleFormat) {
        let given = try format.map(SampleFormat.option)
        if let header {
            try agree("--rate", rate, header.format.sampleRate)
            try agree("--channels", channels, header.format.channels)
            try agree("--format", given?.rawValue, header.sampleFormat.rawValue)
            return (header.format, header.sampleFormat)
        }
        guard let rate else {
            throw Failure.usage(
                "standard input does not begin with a WAV header, so --rate is needed, for example --rate 16000"
            )
        }
        guard StreamFormat.sampleRates.contains(rate) else {
            throw Failure.usage("--rate must be from \(limits(StreamFormat.sampleRates)) Hz, not \(rate)")
        }
        let count = channels ?? 1
        guard StreamFormat.channelCounts.contains(count) else {
            throw Failure.usage("--channels must be from \(limits(StreamFormat.channelCounts)), not \(count)")
        }
        return (StreamFormat(sampleRate: rate, channels: count), given ?? .s16le)
    }

    private func limits(_ range: ClosedRange<Int>) -> String { "\(range.lowerBound) to \(range.upperBound)" }

    private func agree<Value: Equatable>(_ option: String, _ given: Value?, _ header: Value) throws {
        if let given, given != header {
            throw Failure.usage(
                "\(option) \(given) contradicts the WAV header, which says \(header); leave it out"
            )
        }
    }

    private func describe(
        _ cleaner: borrowing StreamCleaner,
        _ settings: DenoiserSettings,
        _ preset: String,
        _ sampleFormat: SampleFormat
    ) {
        let format = cleaner.format
        StandardError.write(
            "cleanmachine: \(format.sampleRate) Hz, \(format.channels) x \(sampleFormat.rawValue), preset \(preset), "
                + "engine \(settings.engine.rawValue), latency \((1000 * cleaner.latencySeconds).decimals(1)) ms"
        )
        if cleaner.processingRate != format.sampleRate {
            StandardError.write(
                "cleanmachine: resampling to \(cleaner.processingRate) Hz and back, where the frames are near whole samples"
            )
        }
    }
}
