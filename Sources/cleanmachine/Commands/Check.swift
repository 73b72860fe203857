import ArgumentParser
import Configuration
import Spectral
import Suppression

/// Says whether preset files are sound, and everything that is wrong with those that are not.
struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check preset files and report everything that is wrong with them.",
        discussion: """
            A sound file is one line on standard output: its engine and its latency.
            Each problem of the others is one line on standard error: the file, the
            line, the key, what must hold and what was given.

            Exit codes: 0 all are sound, 66 a file cannot be read, 78 a file has problems.

            Examples:
              cleanmachine check ~/.config/cleanmachine/mine.toml
              cleanmachine check Presets/*.toml --json
            """
    )

    @Argument(help: ArgumentHelp("Preset files.", valueName: "file"))
    var files: [String]

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        var verdicts: [Verdict] = []
        var status: Int32 = 0
        for file in files {
            do throws(ConfigurationError) {
                let preset = try PresetFile(path: file)
                let verdict = Verdict(
                    preset,
                    try ModelLibrary().supply(preset.settings, place: preset.place)
                )
                verdicts.append(verdict)
                if !json { print(verdict.line) }
            } catch {
                verdicts.append(Verdict(file: file, error))
                status = max(status, error.exitStatus)
                if !json { StandardError.write(error.description) }
            }
        }
        if json {
            print(try JSONText.of(verdicts))
        }
        if status != 0 { throw ExitCode(status) }
    }

    /// What is known of one file.
    private struct Verdict: Encodable {
        let file: String
        let isSound: Bool
        let engine: String?
        let latencies: [Latency]
        let problems: [ConfigurationProblem]

        init(_ preset: PresetFile, _ settings: DenoiserSettings) {
            (file, isSound, problems) = (preset.place, true, [])
            engine = settings.engine.rawValue
            latencies = [8000, 16000, 48000].compactMap { Latency(of: settings.frame, sampleRate: $0) }
        }

        init(file: String, _ error: ConfigurationError) {
            (self.file, isSound, engine, latencies, problems) = (file, false, nil, [], error.problems)
        }

        /// One line for people: `x.toml: ok (engine wiener, latency 20 ms at 8/16/48 kHz)`.
        var line: String {
            var groups: [(text: String, rates: [String])] = []
            for latency in latencies {
                let (text, rate) = (latency.text, kilohertz(latency.sampleRateHertz))
                if let last = groups.indices.last, groups[last].text == text {
                    groups[last].rates.append(rate)
                } else {
                    groups.append((text, [rate]))
                }
            }
            let latency = groups.map { "\($0.text) at \($0.rates.joined(separator: "/")) kHz" }
            return "\(file): ok (engine \(engine ?? ""), latency \(latency.joined(separator: ", ")))"
        }
    }

    /// The delay of the frames at one sample rate; a resampler, where there is one, adds its own.
    private struct Latency: Encodable {
        let sampleRateHertz: Int
        let processingRateHertz: Int
        let milliseconds: Double

        init?(of frame: FrameSettings, sampleRate: Int) {
            guard let rate = frame.processingRate(for: sampleRate),
                let geometry = try? FrameGeometry(frame, sampleRate: rate)
            else { return nil }
            (sampleRateHertz, processingRateHertz) = (sampleRate, rate)
            milliseconds = Double(geometry.latency) * 1000 / Double(rate)
        }

        var text: String {
            let rounded = (milliseconds * 100).rounded() / 100
            let number = rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
            let way =
                processingRateHertz == sampleRateHertz
                ? "" : " and resampling to \(kilohertz(processingRateHertz)) kHz"
            return "\(number) ms\(way)"
        }
    }
}

/// A rate as people say it: 44.1 for 44100.
private func kilohertz(_ rate: Int) -> String {
    rate % 1000 == 0 ? "\(rate / 1000)" : "\(Double(rate) / 1000)"
}
