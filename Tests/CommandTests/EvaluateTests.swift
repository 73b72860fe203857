import Foundation
import Testing

/// What `evaluate --json` says.
struct EvaluationResult {
    let run: CommandRun
    private let report: [String: Any]

    init(clean: String, noisy: String, enhanced: String, options: [String] = []) throws {
        run = try CommandRun(
            ["evaluate", "--clean", clean, "--noisy", noisy, "--enhanced", enhanced, "--json"] + options
        )
        report = try JSONSerialization.jsonObject(with: run.output) as? [String: Any] ?? [:]
    }

    var files: [[String: Any]] { report["files"] as? [[String: Any]] ?? [] }
    var skipped: [String] { report["skipped"] as? [String] ?? [] }

    /// The mean improvement of a metric.
    func improvement(_ metric: String) -> Double { mean("improvement", metric) }

    /// The mean of a metric of a signal.
    func mean(_ signal: String, _ metric: String) -> Double {
        let mean = report["mean"] as? [String: [String: Double]] ?? [:]
        return mean[signal]?[metric] ?? .nan
    }
}

@Suite("evaluate")
struct EvaluateTests {
    static let metrics = [
        "snrDecibels", "segmentalSNRDecibels", "siSDRDecibels", "meanSquaredError",
        "logSpectralDistanceDecibels",
    ]

    @Test("the clean file itself is better than the noisy one by every metric", arguments: metrics)
    func better(metric: String) throws {
        let result = try EvaluationResult(
            clean: Clips.demoClean,
            noisy: Clips.demo,
            enhanced: Clips.demoClean
        )
        #expect(result.run.status == 0)
        #expect(result.improvement(metric) > 0)
    }

    @Test("the table has a row for each signal of each file, and the mean")
    func table() throws {
        let run = try CommandRun([
            "evaluate", "--clean", Clips.folder.path + "/clean", "--noisy", Clips.folder.path + "/noisy",
            "--enhanced", Clips.folder.path + "/noisy",
        ])
        #expect(run.status == 0)
        #expect(run.errors.isEmpty)
        #expect(run.text.split(separator: "\n").count == 2 + 3 * (Clips.names.count + 1))
        #expect(run.text.contains("mean of \(Clips.names.count)"))
    }

    @Test("files without a partner are named and left out")
    func partners() throws {
        let scratch = try Scratch()
        for folder in ["clean", "noisy"] {
            let path = scratch.path(folder)
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            try FileManager.default.copyItem(atPath: Clips.demo, toPath: path + "/both.wav")
            try FileManager.default.copyItem(atPath: Clips.demo, toPath: path + "/\(folder)-only.wav")
        }
        let result = try EvaluationResult(
            clean: scratch.path("clean"),
            noisy: scratch.path("noisy"),
            enhanced: scratch.path("noisy")
        )
        #expect(result.run.status == 0)
        #expect(result.files.compactMap { $0["name"] as? String } == ["both"])
        #expect(result.skipped.count == 2)
        #expect(result.run.errors.contains("clean-only") && result.run.errors.contains("noisy-only"))
    }

    @Test("a late file is told, and with --align judged as if it were on time")
    func lag() throws {
        let scratch = try Scratch()
        let bytes = try Data(contentsOf: URL(fileURLWithPath: Clips.demo))
        let late = bytes.prefix(44) + Data(repeating: 0, count: 320) + bytes.dropFirst(44).dropLast(320)
        let path = scratch.path("late.wav")
        try late.write(to: URL(fileURLWithPath: path))
        let told = try EvaluationResult(clean: Clips.demoClean, noisy: Clips.demo, enhanced: path)
        #expect(told.files.first?["lagSamples"] as? Int == 160)
        #expect(told.improvement("siSDRDecibels") < -1)
        #expect(told.run.errors.contains("--align"))
        let aligned = try EvaluationResult(
            clean: Clips.demoClean,
            noisy: Clips.demo,
            enhanced: path,
            options: ["--align"]
        )
        #expect(abs(aligned.improvement("siSDRDecibels")) < 0.05)
        #expect(aligned.run.errors.isEmpty)
    }

    @Test("--align finds a recording that begins 1.3 s before or after the speech")
    func recording() throws {
        let scratch = try Scratch()
        let bytes = try Data(contentsOf: URL(fileURLWithPath: Clips.demoClean))
        let sound = bytes.dropFirst(44)
        let gap = 41_600  // bytes of 1.3 s
        let recordings = [
            (20_800, Data(repeating: 0, count: gap) + sound), (-20_800, Data(sound.dropFirst(gap))),
        ]
        for (lag, samples) in recordings {
            var recorded = bytes.prefix(44) + samples
            recorded.replaceSubrange(40..<44, with: WAVBytes.word(samples.count))
            recorded.replaceSubrange(4..<8, with: WAVBytes.word(samples.count + 36))
            try recorded.write(to: URL(fileURLWithPath: scratch.path("recorded.wav")))
            let result = try EvaluationResult(
                clean: Clips.demoClean,
                noisy: Clips.demo,
                enhanced: scratch.path("recorded.wav"),
                options: ["--align"]
            )
            #expect(result.run.errors.isEmpty)
            #expect(result.files.first?["lagSamples"] as? Int == lag)
            #expect(result.improvement("siSDRDecibels") > 40)
        }
    }

    @Test("--align judges noisy and enhanced over one span")
    func span() throws {
        let scratch = try Scratch()
        func part(_ seconds: Range<Int>, of path: String, as name: String) throws -> String {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
            let sound = bytes.dropFirst(44 + 32_000 * seconds.lowerBound).prefix(32_000 * seconds.count)
            var file = bytes.prefix(44) + sound
            file.replaceSubrange(40..<44, with: WAVBytes.word(file.count - 44))
            file.replaceSubrange(4..<8, with: WAVBytes.word(file.count - 8))
            try file.write(to: URL(fileURLWithPath: scratch.path(name)))
            return scratch.path(name)
        }
        let late = try part(1..<6, of: Clips.demoClean, as: "late.wav")
        let aligned = try EvaluationResult(
            clean: Clips.demoClean,
            noisy: Clips.demo,
            enhanced: late,
            options: ["--align"]
        )
        let noisy = try part(1..<6, of: Clips.demo, as: "noisy.wav")
        let cut = try EvaluationResult(clean: late, noisy: noisy, enhanced: late)
        #expect(aligned.files.first?["samples"] as? Int == 80_000)
        for metric in Self.metrics {
            #expect(abs(aligned.mean("noisy", metric) - cut.mean("noisy", metric)) < 1e-3)
        }
        let apart = try CommandRun([
            "evaluate", "--align", "--clean", Clips.demoClean, "--enhanced", late,
            "--noisy", part(0..<1, of: Clips.demo, as: "short.wav"),
        ])
        #expect(apart.status == 65 && apart.errors.contains("short.wav: too short"))
    }

    @Test("unequal lengths are cut to the shorter, and said so")
    func lengths() throws {
        let scratch = try Scratch()
        var short = try WAVBytes.demo(samples: 32_000)
        short.replaceSubrange(40..<44, with: WAVBytes.word(64_000))
        short.replaceSubrange(4..<8, with: WAVBytes.word(64_036))
        try short.write(to: URL(fileURLWithPath: scratch.path("short.wav")))
        let result = try EvaluationResult(
            clean: Clips.demoClean,
            noisy: Clips.demo,
            enhanced: scratch.path("short.wav")
        )
        #expect(result.run.status == 0)
        #expect(result.files.first?["samples"] as? Int == 32_000)
        #expect(result.run.errors.contains("96000, 96000, 32000"))
    }

    @Test("what cannot be compared is refused with its reason and code")
    func refusals() throws {
        func run(_ clean: String, _ noisy: String, _ enhanced: String) throws -> CommandRun {
            try CommandRun(["evaluate", "--clean", clean, "--noisy", noisy, "--enhanced", enhanced])
        }
        let otherRate = Clips.noisy(try #require(Clips.names.first { $0.hasPrefix("48k") }))
        let rates = try run(Clips.demoClean, Clips.demo, otherRate)
        #expect(rates.status == 65 && rates.errors.contains("48000 Hz") && rates.errors.contains("16000 Hz"))
        let missing = try run(Clips.demoClean, "no-such-file.wav", Clips.demo)
        #expect(missing.status == 66 && missing.errors.contains("no-such-file.wav"))
        let mixed = try run(Clips.folder.path, Clips.demo, Clips.demo)
        #expect(mixed.status == 64 && mixed.errors.contains("three folders"))
        let text = try run(Clips.demoClean, Clips.demo, "Package.swift")
        #expect(text.status == 65)
    }
}
