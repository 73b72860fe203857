import ArgumentParser
import AudioIO
import Evaluation

/// Makes noisy speech at a known signal-to-noise ratio.
struct Mix: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Add noise to clean speech at an exact signal-to-noise ratio.",
        discussion: """
            The ratio is that of the active speech level (ITU-T P.56) to the level of
            the noise over the whole clip. Noise is resampled to the rate of the speech
            and cut or looped to its length; where the sum would clip, speech and noise
            are scaled down together. In a file of several channels each has the ratio.

            Examples:
              cleanmachine mix clean.wav street.wav --snr 5 -o noisy.wav
              cleanmachine mix clean.wav --noise pink --snr -5 --snr 0 -d noisy
              cleanmachine mix clean.wav --band 4000-8000 --snr 10 -o noisy.wav
              cleanmachine mix clean.wav --hum 60 --snr 10 -o noisy.wav --noise-out hum.wav
            """
    )

    @Argument(help: "The clean speech.", completion: .file())
    var clean: String

    @Argument(help: "A recording of noise; or give --noise.", completion: .file())
    var recordedNoise: String?

    @Option(
        parsing: .unconditionalSingleValue,
        help: "The signal-to-noise ratio in dB; several make several files, which needs -d."
    )
    var snr: [Double] = []

    @Option(name: .shortAndLong, help: "The file to write.", completion: .file())
    var output: String?

    @Option(
        name: .shortAndLong,
        help: "The folder to write to, made if missing; the files are called after the speech and the ratio.",
        completion: .directory
    )
    var directory: String?

    @Option(
        help: "Synthetic noise: white, pink, brown, band or hum.",
        completion: .list(["white", "pink", "brown", "band", "hum"])
    )
    var noise: String?

    @Option(help: "The frequencies of band noise in hertz; without it 4000-8000.")
    var band: String?

    @Option(parsing: .unconditional, help: "The frequency of mains hum in hertz; without it 50.")
    var hum: Double?

    @Option(help: "Which noise, or which part of it: the same number gives the same result.")
    var seed: UInt64 = 1

    @Option(help: "Also write the speech as it is in the sum.", completion: .file())
    var cleanOut: String?

    @Option(help: "Also write the noise as it is in the sum.", completion: .file())
    var noiseOut: String?

    @Flag(help: "Replace files that exist.")
    var force = false

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        guard !snr.isEmpty else {
            throw ValidationError("give the signal-to-noise ratio in dB, such as --snr 5")
        }
        for ratio in snr where !(abs(ratio) <= 100) {
            throw ValidationError("--snr must lie between -100 and 100 dB, not \(ratio)")
        }
        guard (output == nil) != (directory == nil) else {
            throw ValidationError("say where to write: -o FILE or -d FOLDER, one of them")
        }
        if snr.count > 1 {
            guard output == nil else {
                throw ValidationError("several --snr make several files; give -d, not -o")
            }
            guard Set(snr).count == snr.count else { throw ValidationError("an --snr is given twice") }
            guard cleanOut == nil, noiseOut == nil else {
                throw ValidationError("--clean-out and --noise-out go with one --snr")
            }
        }
        let outputs = [output, cleanOut, noiseOut].compactMap { $0 }
        guard Set(outputs).count == outputs.count else {
            throw ValidationError("two outputs have the same name; give each its own")
        }
    }

    func run() throws {
        let choice = try NoiseChoice(path: recordedNoise, name: noise, band: band, hum: hum)
        let speech = try Clip(path: clean)
        let noise = try choice.samples(
            sampleRate: speech.sampleRate,
            channels: speech.channels.count,
            count: speech.count,
            seed: seed
        )
        if let directory { try OutputFolder.make(directory) }
        var reports: [MixReport] = []
        for ratio in snr {
            let mixtures = try NoisyClip(
                speech,
                noise,
                from: choice.description,
                snrDecibels: ratio,
                seed: seed
            ).mixtures
            let target = output ?? path(for: ratio, in: directory ?? ".", speech)
            try speech.write(mixtures.map(\.noisy), to: target, overwrite: force)
            if let cleanOut { try speech.write(mixtures.map(\.clean), to: cleanOut, overwrite: force) }
            if let noiseOut { try speech.write(mixtures.map(\.noise), to: noiseOut, overwrite: force) }
            let report = MixReport(target, clean, choice.description, ratio, mixtures)
            reports.append(report)
            if !json { print(report.line) }
        }
        if json { print(try JSONText.of(reports)) }
    }

    private func path(for ratio: Double, in folder: String, _ speech: Clip) -> String {
        let ending = (speech.description.format.container ?? .wav).pathExtension
        return "\(folder)/\(FilePath(clean).stem)_\(ratio.brief)dB.\(ending)"
    }
}
