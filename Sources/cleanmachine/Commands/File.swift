import ArgumentParser
import AudioIO
import Dispatch
import Engine
import FoundationEssentials
import RealTime
import Suppression
import Synchronization

/// Cleans sound files.
struct File: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Clean sound files.",
        discussion: """
            Reads WAV, FLAC, Ogg Vorbis, Opus, MP3, AIFF and whatever else libsndfile knows, of any rate, channels and
            length. The output has the input's rate, channels, encoding, tags and length and is aligned with it. It is
            written beside its final name and renamed when complete; an existing file stays unless --force is given.
            Without -o and -d, the output stands beside the input as NAME_denoised.

            Examples:
              cleanmachine file interview.flac -o clean.flac
              cleanmachine file -d cleaned --jobs 2 --preset strong *.wav
              cleanmachine file -f input.wav -a WF          (writes input_wf_denoised.wav)
            """
    )

    @Argument(help: "The files to clean.", completion: .file())
    var inputs: [String] = []

    @Option(name: .customShort("f"), help: ArgumentHelp("One more file to clean.", valueName: "file"))
    var moreInputs: [String] = []

    @Option(name: .shortAndLong, help: ArgumentHelp("The output, for one input.", valueName: "file"))
    var output: String?

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("The folder for the outputs; made if missing.", valueName: "folder")
    )
    var directory: String?

    @Option(
        help: ArgumentHelp(
            "File format: \(FileContainer.allCases.map(\.rawValue).joined(separator: ", ")).",
            valueName: "name"
        )
    )
    var format: String?

    @OptionGroup(title: "Cleaning")
    var denoiser: DenoiserOptions

    @Option(name: .shortAndLong, parsing: .unconditional, help: "Files cleaned at the same time.")
    var jobs: Int = 1

    @Flag(help: "Replace existing files.")
    var force = false

    @Flag(name: .shortAndLong, help: "Say what is done and how.")
    var verbose = false

    @Flag(name: .shortAndLong, help: "No progress and no summary.")
    var quiet = false

    func validate() throws {
        let count = inputs.count + moreInputs.count
        guard count > 0 else { throw ValidationError("name at least one file to clean") }
        guard output == nil || directory == nil else { throw ValidationError("-o and -d exclude each other") }
        guard output == nil || count == 1 else {
            throw ValidationError("-o names one output, but there are \(count) inputs; use -d FOLDER")
        }
        guard (1...256).contains(jobs) else {
            throw ValidationError("--jobs must be from 1 to 256, not \(jobs)")
        }
    }

    func run() throws {
        let signals = try StopSignals()
        var failures = Failures()
        let planned = try plan(&failures)
        try refuseEqualOutputs(planned)
        if let directory, !planned.isEmpty { try OutputFolder.make(directory) }
        let isStopped = clean(planned, signals, &failures)
        if isStopped {
            throw Failure(status: 130, message: "interrupted; files that were not complete are not written")
        }
        try failures.rethrow()
    }

    /// Cleans all files with as many threads as asked for; true when a signal ended the work.
    private func clean(
        _ planned: [FileJob],
        _ signals: borrowing StopSignals,
        _ failures: inout Failures
    ) -> Bool {
        let total = planned.reduce(0) { $0 + ($1.description.frames ?? 0) }
        let bar = ProgressBar(total: total, isEnabled: !quiet && StandardError.isTerminal)
        let next = Atomic<Int>(0)
        let found = Mutex<[any Error]>([])
        let stop = signals.descriptor
        let isQuiet = quiet
        DispatchQueue.concurrentPerform(iterations: min(jobs, max(1, planned.count))) { _ in
            FlushToZero.enable()
            while !StopSignals.isRaised(stop) {
                let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard index < planned.count else { return }
                do {
                    _ = try planned[index].run { frames in
                        bar.advance(by: frames)
                        return !StopSignals.isRaised(stop)
                    } report: { line in
                        if !isQuiet { bar.print(line) }
                    }
                } catch {
                    found.withLock { $0.append(error) }
                }
            }
        }
        bar.finish()
        for error in found.withLock({ $0 }) { failures.add(error) }
        return signals.isRaised
    }

    /// The work on every file that can be read.
    ///
    /// - Throws: what is wrong with the settings, as that is wrong for all files alike.
    private func plan(_ failures: inout Failures) throws -> [FileJob] {
        var planned: [FileJob] = []
        var chosen: [Int: (settings: DenoiserSettings, preset: String)] = [:]
        for input in inputs + moreInputs {
            var opened: FileSource?
            try failures.collect { opened = try FileSource(path: input) }
            guard let source = opened.take() else { continue }
            let sampleRate = source.format.sampleRate
            let choice = try chosen[sampleRate] ?? denoiser.resolved(sampleRate: sampleRate)
            chosen[sampleRate] = choice
            let (settings, preset) = choice
            try failures.collect { planned.append(try plan(input, source, settings, preset)) }
        }
        return planned
    }

    private func plan(
        _ input: String,
        _ source: borrowing FileSource,
        _ settings: DenoiserSettings,
        _ preset: String
    ) throws -> FileJob {
        let container = try FileContainer.choose(
            named: format,
            path: output,
            input: source.description.format
        )
        let rate = try settings.processingRate(for: source.format)
        if verbose {
            StandardError.write(
                "\(input): \(source.description.format.description), \(source.format.channels) channel(s), "
                    + "\(source.format.sampleRate) Hz; preset \(preset), engine \(settings.engine.rawValue)"
                    + (rate == source.format.sampleRate ? "" : "; resampled to \(rate) Hz and back")
            )
        }
        let naming = OutputNaming(
            output: output,
            directory: directory,
            format: format,
            engineMark: denoiser.engine == nil ? "" : "_\(settings.engine.shortName)"
        )
        let path = naming.path(for: input, container: container)
        return FileJob(
            input: input,
            output: path,
            description: try source.description.converted(to: container, place: path),
            settings: settings,
            profile: try denoiser.profile(settings, format: source.format),
            overwrite: force
        )
    }

    private func refuseEqualOutputs(_ planned: [FileJob]) throws {
        var seen: [String: String] = [:]
        for job in planned {
            let path = URL(fileURLWithPath: job.output).standardizedFileURL.path
            if let other = seen.updateValue(job.input, forKey: path) {
                throw Failure.usage(
                    "\(other) and \(job.input) would both be written to \(job.output); clean them one after the other"
                )
            }
        }
    }
}
