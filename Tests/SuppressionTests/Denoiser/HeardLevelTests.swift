import Foundation
import RealTime
import Suppression
import TestSignals
import Testing

/// At what level a network hears a stream must not be heard in what it makes of it.
@Suite("Heard level")
struct HeardLevelTests {
    static let models = NeuralTests.models.filter { $0.hasPrefix("recurrent-mask") }
    private static let rate = 16000

    /// Voice with noise 12 dB below it, at a level in decibels of full scale.
    private static func speech(at level: Double, seconds: Int) -> [Float] {
        let sound = Sounds.sum(
            Sounds.voice(count: seconds * rate, sampleRate: rate),
            Sounds.noise(count: seconds * rate, seed: 5, amplitude: 0.06)
        )
        return scaled(sound, by: level - Levels.decibels(sound))
    }

    private static func scaled(_ sound: [Float], by decibels: Double) -> [Float] {
        let gain = Float(pow(10, decibels / 20))
        return sound.map { $0 * gain }
    }

    /// What becomes of `sound`; with an endless range it is heard as it comes.
    private static func cleaned(_ sound: [Float], by model: String, asItComes: Bool = false) throws -> [Float]
    {
        var settings = try NeuralTests.settings(model)
        // The classical gain hears the stream as it comes, always.
        settings.neural.classicalShare = 0
        settings.neural.upperClassicalShare = 0
        if asItComes {
            settings.neural.quietestDecibels = -120
            settings.neural.loudestDecibels = 20
        }
        var denoiser = try Denoiser(settings, sampleRate: rate, channels: 1)
        return clean([sound], with: &denoiser)[0]
    }

    @Test("a stream of usual level is heard as it comes", arguments: models, [-28.0, -23, -18])
    func usual(model: String, level: Double) throws {
        let sound = Self.speech(at: level, seconds: 4)
        let expected = try Self.cleaned(sound, by: model, asItComes: true)
        #expect(Levels.error(of: try Self.cleaned(sound, by: model), against: expected) < -40)
    }

    @Test(
        "streams outside of the range sound alike once their level is known",
        arguments: models,
        [(-36.0, -46.0), (-12, -6)]
    )
    func unusual(model: String, levels: (Double, Double)) throws {
        let settled = (6 * Self.rate)...
        let outputs = try [levels.0, levels.1].map { level in
            let output = try Self.cleaned(Self.speech(at: level, seconds: 8), by: model)
            return Self.scaled(Array(output[settled]), by: -level)
        }
        #expect(Levels.error(of: outputs[1], against: outputs[0]) < -30)
    }

    @Test("quiet noise before somebody speaks is no talker who wants to be heard louder", arguments: models)
    func noiseFirst(model: String) throws {
        let noise = Self.scaled(Sounds.noise(count: 8 * Self.rate, seed: 7, amplitude: 0.1), by: -35)
        let sound = noise + Self.speech(at: -22, seconds: 2)
        let expected = try Self.cleaned(sound, by: model, asItComes: true)
        let output = try Self.cleaned(sound, by: model)
        let settled = (8 * Self.rate)...
        #expect(Levels.error(of: output[settled], against: expected[settled]) < -20)
    }

    @Test("what is far too quiet, or only noise, is not made loud", arguments: models)
    func nothing(model: String) throws {
        let noise = Self.scaled(Sounds.noise(count: 8 * Self.rate, seed: 9, amplitude: 0.1), by: -30)
        let output = try Self.cleaned(noise, by: model)
        #expect(Levels.decibels(output[Self.rate...]) < Levels.decibels(noise[Self.rate...]) - 3)
    }
}
