import ArgumentParser
import AudioIO
import Configuration
import Engine
import Suppression

/// What every command that cleans accepts.
struct DenoiserOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A preset's name or file; see `cleanmachine presets`. Without it, the one for the sample rate.",
            valueName: "name"
        )
    )
    var preset: String?

    @Option(
        name: [.long, .customShort("a")],
        help: ArgumentHelp(
            "The algorithm: \(EngineKind.allCases.map(\.rawValue).joined(separator: ", ")); also SS, WF and ML.",
            valueName: "name"
        )
    )
    var engine: String?

    @Option(
        help: ArgumentHelp(
            "The network of the engine neural: a model's name or file; see `cleanmachine models`.",
            valueName: "name"
        )
    )
    var model: String?

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp(
            "One setting on top of the preset, such as gain.floorDecibels=-12; may be repeated.",
            valueName: "key=value"
        )
    )
    var assignments: [String] = []

    @Option(
        parsing: .unconditional,
        help: "Share of the cleaned sound, 0 to 1; the rest is the sound as it came."
    )
    var mix: Float?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The most by which any frequency is lowered.", valueName: "decibels")
    )
    var attenuationLimit: Float?

    @Option(parsing: .unconditional, help: ArgumentHelp("Gain of the result.", valueName: "decibels"))
    var gain: Float?

    @Flag(help: "Put out what was removed.")
    var residual = false

    @Flag(help: "Clean each channel on its own; otherwise all share one set of gains.")
    var unlinked = false

    @Option(help: ArgumentHelp("A file of noise alone to start from.", valueName: "file"))
    var noiseProfile: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("How long the start of the stream counts as noise.", valueName: "milliseconds")
    )
    var learn: Float?

    /// The settings for a stream at `sampleRate`, and the name of the preset they come from.
    ///
    /// - Throws: `Failure` when the engine is unknown, `ConfigurationError` for everything else that is wrong.
    func resolved(sampleRate: Int) throws -> (settings: DenoiserSettings, preset: String) {
        var (settings, name) = try base(sampleRate: sampleRate)
        if let engine { settings.engine = try .named(engine) }
        if model != nil, engine == nil { settings.engine = .neural }
        settings = try Overrides.apply(shortOptions + assignments, to: settings, place: "command line")
        return (try ModelLibrary().supply(settings, place: "preset \(name) and command line"), name)
    }

    /// The preset that was named, or the one for the rate; without any presets installed, the built-in defaults.
    private func base(sampleRate: Int) throws -> (DenoiserSettings, String) {
        let library = PresetLibrary()
        if let preset { return (try library.preset(preset).settings, preset) }
        let name = RateClass(sampleRate: sampleRate).preset
        guard library.entries().contains(where: { $0.name == name }) else {
            return (DenoiserSettings(), "built-in")
        }
        return (try library.preset(name).settings, name)
    }

    /// The noise profile for streams of `format`, when one was asked for.
    func profile(_ settings: DenoiserSettings, format: StreamFormat) throws -> NoiseProfile? {
        guard let noiseProfile else { return nil }
        return try NoiseProfile(
            from: FileSource(path: noiseProfile),
            settings: settings,
            format: format,
            place: noiseProfile
        )
    }

    /// The options of their own as assignments, so that they are checked like all others.
    private var shortOptions: [String] {
        var list: [String] = []
        if let model { list.append("model=\(model)") }
        if let mix { list.append("output.mix=\(mix)") }
        if let attenuationLimit { list.append("output.attenuationLimitDecibels=\(attenuationLimit)") }
        if let gain { list.append("output.gainDecibels=\(gain)") }
        if residual { list.append("output.residual=true") }
        if unlinked { list.append("output.linkedChannels=false") }
        if let learn { list.append("noise.learnMilliseconds=\(learn)") }
        return list
    }
}
