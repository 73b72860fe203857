import Evaluation
import Glibc
import Testing

@Suite("levels")
struct LevelTests {
    @Test("a sine has its textbook levels")
    func sine() throws {
        let sine = (0..<80_000).map { Float(0.5 * sin(2 * .pi * 100 * Double($0) / 16_000)) }
        let level = SignalLevel(of: sine)
        #expect(level.peak == 0.5)
        #expect(abs(level.decibels - -9.031) < 1e-3)
        let active = try #require(ActiveSpeechLevel(of: sine, sampleRate: 16_000))
        #expect(abs(active.decibels - level.decibels) < 0.05)
        #expect(active.activity > 0.99 && active.activity <= 1)
    }

    @Test(
        "the active level agrees with thresholds counted one by one",
        arguments: [
            (8_000, -17.681246, 0.511109), (16_000, -17.681282, 0.511113), (22_050, -17.681262, 0.511111),
            (48_000, -17.681282, 0.511113),
        ]
    )
    func activeLevel(sampleRate: Int, decibels: Double, activity: Double) throws {
        let level = try #require(
            ActiveSpeechLevel(of: speech(sampleRate: sampleRate, seconds: 3), sampleRate: sampleRate)
        )
        #expect(abs(level.decibels - decibels) < 1e-3)
        #expect(abs(level.activity - activity) < 1e-3)
    }

    @Test("a factor on speech moves its active level by just that", arguments: [0.001, 0.1, 0.37, 3, 50])
    func scaling(factor: Float) throws {
        let speech = speech(sampleRate: 16_000, seconds: 3)
        let level = try #require(ActiveSpeechLevel(of: speech, sampleRate: 16_000))
        let scaled = try #require(ActiveSpeechLevel(of: speech.map { factor * $0 }, sampleRate: 16_000))
        let step = 20 * log10(Double(factor))
        #expect(abs(scaled.decibels - level.decibels - step) < 5e-3)
    }

    @Test("pauses lower the mean level but not the active one")
    func pauses() throws {
        let speech = speech(sampleRate: 16_000, seconds: 3)
        let sparse = speech + [Float](repeating: 0, count: speech.count)
        let level = try #require(ActiveSpeechLevel(of: speech, sampleRate: 16_000))
        let sparseLevel = try #require(ActiveSpeechLevel(of: sparse, sampleRate: 16_000))
        #expect(abs(sparseLevel.decibels - level.decibels) < 1e-9)
        #expect(abs(sparseLevel.activity - level.activity / 2) < 1e-9)
        #expect(abs(SignalLevel(of: sparse).decibels - SignalLevel(of: speech).decibels + 3.0103) < 1e-3)
    }

    @Test("silence and what is no number have no active level")
    func noLevel() {
        #expect(ActiveSpeechLevel(of: [], sampleRate: 16_000) == nil)
        #expect(ActiveSpeechLevel(of: [Float](repeating: 0, count: 100), sampleRate: 16_000) == nil)
        #expect(ActiveSpeechLevel(of: [0.1, .nan, 0.1], sampleRate: 16_000) == nil)
        #expect(SignalLevel(of: []).decibels == -.infinity)
    }

    @Test("a click has a level")
    func click() throws {
        var click = [Float](repeating: 0, count: 8_000)
        click[4_000] = 1
        let level = try #require(ActiveSpeechLevel(of: click, sampleRate: 16_000))
        #expect(level.decibels.isFinite)
        #expect(level.activity > 0 && level.activity <= 1)
    }
}
