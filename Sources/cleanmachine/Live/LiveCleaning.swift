import AudioIO
import Configuration
import Engine
import RealTime
import Suppression

/// What cleans in a live run, and what the user or the machine's speed changes about it.
struct LiveCleaning {
    /// The preset or engine that is heard.
    private(set) var name: String
    /// Things to tell the user, oldest first.
    private(set) var news: [String] = []
    private var settings: DenoiserSettings
    private var options: DenoiserOptions
    private var format: StreamFormat
    private var stepFrames: Int?
    private var controls: DenoiserControls
    private var statistics: DenoiserStatistics
    private var clippedBefore = 0
    private var isBypassed = false
    private var attenuationLimit: Float
    private var degradation = Degradation()

    /// Resolves the settings for `format`; `lane` is then what the engine starts with.
    init(_ options: DenoiserOptions, format: StreamFormat) throws {
        self.options = options
        self.format = format
        (settings, name) = try options.resolved(sampleRate: format.sampleRate)
        attenuationLimit = settings.output.attenuationLimitDecibels
        controls = DenoiserControls(settings.output)
        statistics = DenoiserStatistics()
    }

    /// Resolves the settings anew where the sound has another format now; what the user has set stays.
    ///
    /// - Parameters:
    ///   - format: what the capture device grants.
    ///   - stepFrames: what lanes may count on.
    /// - Throws: when the settings cannot be had for that format.
    mutating func adapt(to format: StreamFormat, stepFrames: Int?) throws {
        self.stepFrames = stepFrames
        guard format != self.format else { return }
        (settings, name) = try options.resolved(sampleRate: format.sampleRate)
        self.format = format
    }

    /// A lane of the present settings, which the user's controls now act on.
    mutating func lane() throws -> Lane { try lane(settings, name) }

    /// Samples at full scale that came in so far.
    var clippedSamples: Int { clippedBefore + statistics.clippedSamples.value }
    /// Mean square of the last hop that came in.
    var inputPower: Float { statistics.inputPower.value }
    /// Mean square of the last hop that went out.
    var outputPower: Float { statistics.outputPower.value }
    /// How the controls stand, in a word or two.
    var controlText: String {
        isBypassed
            ? "bypassed"
            : attenuationLimit >= 100 ? "full strength" : "at most \(attenuationLimit.decimals(0)) dB"
    }

    /// Lets the sound pass as it is, with the same delay.
    mutating func bypass() {
        isBypassed = true
        controls.bypass.value = 1
    }

    /// Does what a key asks for.
    mutating func press(_ key: LiveKeys.Key, _ engine: LiveEngine) {
        switch key {
        case .quit: break
        case .bypass:
            isBypassed.toggle()
            controls.bypass.value = isBypassed ? 1 : 0
        case .stronger: limit(attenuationLimit >= 30 ? 100 : attenuationLimit + 3)
        case .weaker: limit(attenuationLimit > 30 ? 30 : max(0, attenuationLimit - 3))
        case .nextPreset: nextPreset(engine)
        }
    }

    /// Frees what was replaced, and exchanges an engine that is too slow, or tries it again later.
    mutating func lookAfter(_ engine: LiveEngine) {
        engine.releaseRetired()
        switch degradation.decide(isTooSlow: engine.isTooSlow, now: MonotonicTime.now()) {
        case .stay: break
        case .degrade:
            guard settings.engine != settings.degradeTo else { break }
            var cheaper = settings
            cheaper.engine = settings.degradeTo
            exchange(cheaper, "\(name), degraded to \(settings.degradeTo.rawValue)", engine)
            news.append(
                "\(settings.engine.rawValue) is too slow for this machine; \(settings.degradeTo.rawValue) takes over"
            )
        case .restore:
            exchange(settings, name, engine)
            news.append("trying \(settings.engine.rawValue) again")
        }
    }

    /// Adds to the news.
    mutating func tell(_ line: String) { news.append(line) }

    /// The news since the last call.
    mutating func takeNews() -> [String] {
        defer { news = [] }
        return news
    }

    private mutating func limit(_ decibels: Float) {
        attenuationLimit = decibels
        controls.attenuationLimitDecibels.value = decibels
    }

    private mutating func nextPreset(_ engine: LiveEngine) {
        let names = PresetLibrary().entries().map(\.name)
        guard !names.isEmpty else { return }
        let next = names[((names.firstIndex(of: name) ?? -1) + 1) % names.count]
        do {
            var chosen = options
            chosen.preset = next
            let (settings, name) = try chosen.resolved(sampleRate: format.sampleRate)
            options = chosen
            self.settings = settings
            self.name = name
            attenuationLimit = settings.output.attenuationLimitDecibels
            degradation = Degradation()
            exchange(settings, name, engine)
        } catch {
            news.append("preset \(next): \(Failures.text(of: error))")
        }
    }

    private mutating func exchange(_ settings: DenoiserSettings, _ name: String, _ engine: LiveEngine) {
        do {
            engine.exchange(for: try lane(settings, name))
        } catch {
            news.append("\(name): \(Failures.text(of: error))")
        }
    }

    private mutating func lane(_ settings: DenoiserSettings, _ name: String) throws -> Lane {
        let profile = try options.profile(settings, format: format)
        let lane = try Lane(settings, format: format, stepFrames: stepFrames, noiseProfile: profile)
        clippedBefore += statistics.clippedSamples.value
        controls = lane.controls
        statistics = lane.statistics
        controls.bypass.value = isBypassed ? 1 : 0
        controls.attenuationLimitDecibels.value = attenuationLimit
        return lane
    }
}
