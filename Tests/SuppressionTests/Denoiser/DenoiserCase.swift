import Spectral
import Suppression
import Testing

/// One denoiser that every contract holds for.
struct DenoiserCase: Sendable, CustomTestStringConvertible {
    var engine: EngineKind
    var sampleRate = 16000
    var channels = 1
    var linked = true
    var frame = DenoiserSettings().frame

    var testDescription: String {
        "\(engine.rawValue), \(channels) \(linked ? "linked" : "unlinked"), \(sampleRate) Hz,"
            + " \(frame.windowMilliseconds)/\(frame.hopMilliseconds) ms \(frame.windowPair.rawValue)"
    }

    /// The settings of the case.
    var settings: DenoiserSettings {
        var settings = DenoiserSettings()
        settings.engine = engine
        settings.frame = frame
        settings.output.linkedChannels = linked
        return settings
    }

    /// A denoiser of the case, its settings changed by `change`.
    func denoiser(_ change: (inout DenoiserSettings) -> Void = { _ in }) throws -> Denoiser {
        var settings = settings
        change(&settings)
        return try Denoiser(settings, sampleRate: sampleRate, channels: channels)
    }

    /// Samples in `seconds`.
    func frames(_ seconds: Double) -> Int { Int(seconds * Double(sampleRate)) }

    static let lowDelay = FrameSettings(
        windowMilliseconds: 32,
        hopMilliseconds: 4,
        windowPair: .asymmetric,
        synthesisMilliseconds: 8
    )
    static let hamming = FrameSettings(windowMilliseconds: 16, hopMilliseconds: 4, windowPair: .hamming)

    /// Every engine, alone.
    static let engines = EngineKind.classical.map { DenoiserCase(engine: $0) }

    /// Every engine, with every kind of frames.
    static let frames = engines.flatMap { engine in
        [engine.frame, lowDelay, hamming].map { frame in
            var other = engine
            other.frame = frame
            return other
        }
    }

    /// Every engine with every kind of frames, number of channels, way to link them, and rate.
    static let all: [DenoiserCase] = {
        // Debug builds, which run under the sanitizers, are many times slower.
        #if DEBUG
            let rates: [Int] = []
            let layouts = [(1, true), (2, true), (2, false)]
        #else
            let rates = [8000, 24000, 44100, 48000, 96000]
            let layouts = [1, 2, 6].flatMap { [($0, true), ($0, false)] }
        #endif
        let arranged = EngineKind.classical.flatMap { engine in
            layouts.map { DenoiserCase(engine: engine, channels: $0, linked: $1) }
        }
        let others = EngineKind.classical.flatMap { engine in
            rates.map { DenoiserCase(engine: engine, sampleRate: $0, channels: 2) }
        }
        return arranged + others + frames.filter { $0.frame != DenoiserSettings().frame }
    }()

    /// Every engine but bypass, in all forms.
    static let effective = all.filter { $0.engine != .bypass }
}
