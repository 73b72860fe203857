import Spectral
import Testing

/// One way to cut sound into frames at one rate.
struct GeometryCase: Sendable, CustomTestStringConvertible {
    let settings: FrameSettings
    let sampleRate: Int

    var testDescription: String {
        "\(settings.windowPair.rawValue) \(settings.windowMilliseconds)/\(settings.hopMilliseconds) ms"
            + " for \(settings.synthesisMilliseconds) ms, \(settings.lookaheadFrames) ahead, at \(sampleRate) Hz"
    }

    /// The frames, at the rate itself or at the one that stands in for it.
    func geometry() throws -> FrameGeometry {
        try FrameGeometry(settings, sampleRate: #require(settings.processingRate(for: sampleRate)))
    }

    static let rates = [8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000, 88200, 96000]

    /// Every pair with hops of a half, a quarter and an eighth of its synthesis window, at every rate.
    static let all: [GeometryCase] = settings.flatMap { settings in
        rates.map { GeometryCase(settings: settings, sampleRate: $0) }
    }

    /// Some of them that look ahead.
    private static let ahead = [
        FrameSettings(
            windowMilliseconds: 20,
            hopMilliseconds: 10,
            windowPair: .squareRootHann,
            lookaheadFrames: 2
        ),
        FrameSettings(
            windowMilliseconds: 25,
            hopMilliseconds: 4,
            windowPair: .asymmetric,
            synthesisMilliseconds: 8,
            lookaheadFrames: 3
        ),
    ]

    private static let settings: [FrameSettings] =
        ahead
        + WindowPair.allCases.flatMap { pair in
            [(20, 10), (20, 5), (20, 2.5), (16, 4), (32, 8), (25, 10)].map { window, hop in
                FrameSettings(windowMilliseconds: window, hopMilliseconds: hop, windowPair: pair)
            }
        }
        + [(25, 4, 8), (32, 4, 8), (30, 2, 8), (32, 1, 8), (25, 2.5, 5), (28, 2, 4)].map {
            window,
            hop,
            synthesis in
            FrameSettings(
                windowMilliseconds: window,
                hopMilliseconds: hop,
                windowPair: .asymmetric,
                synthesisMilliseconds: synthesis
            )
        }
}
