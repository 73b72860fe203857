import ArgumentParser
import Evaluation

/// Judges enhanced speech against the clean speech it came from.
struct Evaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure how much closer to clean speech a cleaned file has come.",
        discussion: """
            Prints, for noisy and enhanced speech against the clean one, the
            signal-to-noise ratio (SNR), segmental SNR (30 ms frames), scale-invariant
            signal-to-distortion ratio (SI-SDR), mean squared error (MSE) and
            log-spectral distance (LSD), and the improvement, which is positive where
            enhanced is better. The lag is that of the enhanced sound in samples; a
            sound that comes late is judged badly unless --align is given.

            Give three files, or three folders whose files have equal names; endings may
            differ. Several channels are measured one by one and averaged. Signals of
            unequal lengths are compared over the shortest; with --align over the span
            in which all three are heard.

            Examples:
              cleanmachine evaluate --clean c.wav --noisy n.wav --enhanced e.wav
              cleanmachine evaluate --clean clean --noisy noisy --enhanced out --json
            """
    )

    @Option(help: "The clean speech: a file or a folder.", completion: .file())
    var clean: String

    @Option(help: "The noisy speech: a file or a folder.", completion: .file())
    var noisy: String

    @Option(help: "The enhanced speech: a file or a folder.", completion: .file())
    var enhanced: String

    @Flag(help: "Compensate the lag of the enhanced sound, up to 2 s either way.")
    var align = false

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let triples = try ClipTriples(clean: clean, noisy: noisy, enhanced: enhanced)
        for problem in triples.problems { StandardError.write("cleanmachine: left out \(problem)") }
        guard !triples.complete.isEmpty else {
            throw Failure.noInput(
                "no name is in all of \(clean), \(noisy) and \(enhanced); nothing can be compared"
            )
        }
        let judgements = try triples.complete.map { try Judgement(of: $0, align: align) }
        for judgement in judgements {
            for remark in judgement.remarks { StandardError.write("cleanmachine: \(remark)") }
        }
        var mean: EvaluationReport.Comparison?
        if let noisy = Fidelity(meanOf: judgements.map(\.noisy)),
            let enhanced = Fidelity(meanOf: judgements.map(\.enhanced))
        {
            mean = .init(noisy: noisy, enhanced: enhanced)
        }
        let report = EvaluationReport(files: judgements.map(\.file), mean: mean, skipped: triples.problems)
        print(json ? try JSONText.of(report) : report.table.text)
    }
}
