import Foundation
import Inference
import RealTime
import Spectral
import Suppression
import TestSignals
import Testing

@Suite("Denoiser with networks")
struct NeuralTests {
    static let models = ShippedModels.names + ["flagship-ahead-disguised"]

    /// The settings with one of the shipped models, or with a run's: of those that look ahead none is shipped.
    static func settings(_ model: String) throws -> DenoiserSettings {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let folder = model.hasPrefix("flagship") ? "Training/runs/\(model)" : "Models"
        var settings = DenoiserSettings()
        settings.engine = .neural
        let problems = settings.adopt(
            try Model(path: root.appendingPathComponent("\(folder)/\(model).safetensors").path)
        )
        try #require(problems.isEmpty)
        return settings
    }

    /// What the network's own file makes clear speech louder by.
    static func makeUp(_ settings: DenoiserSettings) -> Float {
        settings.network?.description.makeUpDecibels ?? 0
    }

    static func denoiser(
        _ model: String,
        rate: Int,
        channels: Int = 1,
        _ change: (inout DenoiserSettings) -> Void = { _ in }
    ) throws -> Denoiser {
        var settings = try settings(model)
        change(&settings)
        return try Denoiser(settings, sampleRate: rate, channels: channels)
    }

    static func voice(_ rate: Int, seconds: Double = 1, noise: Float = 0.05) -> [Float] {
        let count = Int(seconds * Double(rate))
        return Sounds.sum(
            Sounds.voice(count: count, sampleRate: rate),
            Sounds.noise(count: count, seed: 1, amplitude: noise)
        )
    }

    @Test("noise alone is lowered at every rate", arguments: models, [8000, 16000, 24000, 48000, 96000])
    func noise(model: String, rate: Int) throws {
        var denoiser = try Self.denoiser(model, rate: rate)
        let noise = Sounds.noise(count: 3 * rate, seed: 3, amplitude: 0.05)
        let output = clean([noise], with: &denoiser)[0]
        #expect(output.allSatisfy { $0.isFinite })
        let lowered = Levels.decibels(noise[rate...]) - Levels.decibels(output[rate...])
        #expect(lowered > 3)
    }

    @Test("silence stays silence", arguments: models, [8000, 16000, 48000])
    func silence(model: String, rate: Int) throws {
        var denoiser = try Self.denoiser(model, rate: rate)
        let output = clean([[Float](repeating: 0, count: rate)], with: &denoiser)[0]
        #expect(output.allSatisfy { abs($0) < 1e-6 })
    }

    @Test("with no attenuation allowed the sound passes", arguments: models, [8000, 16000, 48000])
    func limit(model: String, rate: Int) throws {
        var denoiser = try Self.denoiser(model, rate: rate) { $0.output.attenuationLimitDecibels = 0 }
        let sound = Self.voice(rate)
        let output = clean([sound], with: &denoiser)[0]
        let delay = denoiser.geometry.delay
        let error = Levels.error(
            of: Array(output[2 * delay..<output.count]),
            against: Array(sound[delay..<output.count - delay])
        )
        #expect(error < -60)
    }

    @Test("the limit of attenuation holds for noise", arguments: models)
    func attenuation(model: String) throws {
        var denoiser = try Self.denoiser(model, rate: 16000) { $0.output.attenuationLimitDecibels = 12 }
        let noise = Sounds.noise(count: 48000, seed: 3, amplitude: 0.05)
        let output = clean([noise], with: &denoiser)[0]
        let lowered = Levels.decibels(noise[16000...]) - Levels.decibels(output[16000...])
        #expect(lowered < 12.5)
    }

    @Test("equal channels, linked, sound as one alone", arguments: models)
    func linked(model: String) throws {
        let sound = Self.voice(16000)
        var alone = try Self.denoiser(model, rate: 16000)
        var together = try Self.denoiser(model, rate: 16000, channels: 2)
        let expected = clean([sound], with: &alone)[0]
        for channel in clean([sound, sound], with: &together) {
            #expect(Levels.error(of: channel, against: expected) < -60)
        }
    }

    @Test("a panned source keeps its place, in opposition too", arguments: models, [Float(0.3), -1, -0.5])
    func panned(model: String, ratio: Float) throws {
        var denoiser = try Self.denoiser(model, rate: 16000, channels: 2)
        let sound = Self.voice(16000)
        let output = clean([sound, sound.map { $0 * ratio }], with: &denoiser)
        #expect(Levels.error(of: output[1], against: output[0].map { $0 * ratio }) < -60)
        #expect(Levels.decibels(output[0][4000...]) > Levels.decibels(sound[4000...]) - 25)
    }

    @Test("unlinked channels each sound exactly as alone", arguments: models)
    func unlinked(model: String) throws {
        let sounds = [Self.voice(16000), Sounds.noise(count: 16000, seed: 9)]
        var together = try Self.denoiser(model, rate: 16000, channels: 2) { $0.output.linkedChannels = false }
        let output = clean(sounds, with: &together)
        for channel in sounds.indices {
            var alone = try Self.denoiser(model, rate: 16000)
            let expected = clean([sounds[channel]], with: &alone)[0]
            #expect(Levels.firstDifference(output[channel], expected) == nil)
        }
    }

    @Test("reset makes a denoiser as new, and bad samples leave no trace", arguments: models)
    func reset(model: String) throws {
        let sound = Self.voice(16000)
        var used = try Self.denoiser(model, rate: 16000)
        var fresh = try Self.denoiser(model, rate: 16000)
        _ = clean([sound], with: &used)
        _ = clean([[Float](repeating: .nan, count: 16000)], with: &used)
        used.reset()
        let again = clean([sound], with: &used)[0]
        let expected = clean([sound], with: &fresh)[0]
        let settled = 4000..<16000
        #expect(Levels.firstDifference(Array(again[settled]), Array(expected[settled])) == nil)
    }

    @Test("a classical gain with all the share is the classical engine", arguments: models, [16000, 48000])
    func wholeShare(model: String, rate: Int) throws {
        var joined = try Self.settings(model)
        joined.neural.classicalShare = 1
        joined.neural.upperClassicalShare = 1
        joined.neural.upperNetworkShare = 0
        joined.neural.classicalFloorDecibels = -12
        joined.neural.makeUpDecibels = -Self.makeUp(joined)
        var classical = joined
        classical.engine = .logMMSE
        classical.gain.floorDecibels = -12
        let sound = Self.voice(rate)
        var one = try Denoiser(joined, sampleRate: rate, channels: 1)
        var other = try Denoiser(classical, sampleRate: rate, channels: 1)
        let output = clean([sound], with: &one)[0]
        // The phase of a complex mask stays, so levels are compared and not samples.
        #expect(abs(Levels.decibels(output) - Levels.decibels(clean([sound], with: &other)[0])) < 1)
    }

    @Test("the more the classical gain counts, the nearer the level is to its own", arguments: models)
    func shares(model: String) throws {
        let noise = Sounds.noise(count: 48000, seed: 3, amplitude: 0.05)
        let levels = try [Float(0), 0.5, 1].map { share in
            var denoiser = try Self.denoiser(model, rate: 16000) {
                $0.neural.classicalShare = share
                $0.neural.upperNetworkShare = 1 - share
                $0.neural.classicalFloorDecibels = 0
                $0.neural.makeUpDecibels = -Self.makeUp($0)
            }
            return Levels.decibels(clean([noise], with: &denoiser)[0][16000...])
        }
        #expect(levels[0] + 1 < levels[1] && levels[1] + 1 < levels[2])
        // What the mask has turned in phase does not add up to its level again; plain gains do.
        guard model == "network-129x8" else { return }
        #expect(abs(levels[2] - Levels.decibels(noise[16000...])) < 0.1)
    }

    @Test(
        "smoothed gains let words through, and what they were of late stays as long as the settings say",
        arguments: models.filter { !$0.hasPrefix("network") }
    )
    func smoothing(model: String) throws {
        let rate = 16000
        let sound = Sounds.sum(
            Sounds.noise(count: 3 * rate, seed: 3, amplitude: 0.02),
            [Float](repeating: 0, count: rate) + Sounds.voice(count: rate, sampleRate: rate)
                + [Float](repeating: 0, count: rate)
        )
        /// The levels of the voice, and of the noise from a tenth of a second after it on.
        func levels(share: Float, milliseconds: Float) throws -> (voice: Double, after: Double) {
            var denoiser = try Self.denoiser(model, rate: rate) {
                $0.neural.smoothingShare = share
                $0.neural.smoothingMilliseconds = milliseconds
                $0.neural.classicalShare = 0
            }
            let output = clean([sound], with: &denoiser)[0]
            let end = 2 * rate + rate / 10
            return (Levels.decibels(output[rate..<2 * rate]), Levels.decibels(output[end..<end + rate / 5]))
        }
        let (none, usual) = (try levels(share: 0, milliseconds: 20), try levels(share: 0.5, milliseconds: 20))
        let long = try levels(share: 1, milliseconds: 1000)
        #expect(abs(usual.voice - none.voice) < 1 && abs(long.voice - none.voice) < 3)
        #expect(usual.after < none.after + 3)
        #expect(long.after > none.after + 6)
    }

    @Test(
        "hiss above a network's band is lowered with the noise in it",
        arguments: models
    )
    func above(model: String) throws {
        let rate = 48000
        var denoiser = try Self.denoiser(model, rate: rate)
        let noise = Sounds.noise(count: 3 * rate, seed: 3, amplitude: 0.05)
        let output = clean([noise], with: &denoiser)[0]
        // The difference of neighbours is little else than what lies above.
        func hiss(_ sound: [Float]) -> Double {
            Levels.decibels(zip(sound[rate...], sound[(rate + 1)...]).map { $1 - $0 })
        }
        #expect(hiss(noise) - hiss(output) > 6)
        #expect(hiss(noise) - hiss(output) < 40)
    }

    @Test("frames that are not the network's are refused, those that are the defaults give way")
    func frames() throws {
        let root = try Self.settings("recurrent-mask")
        #expect(root.frame.windowMilliseconds == 40 && root.frame.windowPair == .asymmetric)
        let model = try #require(root.network)
        var other = DenoiserSettings()
        other.frame.hopMilliseconds = 5
        let problems = other.adopt(model)
        #expect(problems.first?.paths == ["frame", "model"])
        #expect(other.network == nil)
    }
}
