import Inference
import Suppression
import TestSignals
import Testing

@Suite("Make-up")
struct MakeUpTests {
    @Test(
        "what a negative make-up takes off a network that adds is not taken from above its band",
        arguments: NeuralTests.models
    )
    func makeUp(model: String) throws {
        let rate = 48000
        let sound = NeuralTests.voice(rate, noise: 0.005)
        func levels(makeUp: Float) throws -> (all: Double, above: Double) {
            var denoiser = try NeuralTests.denoiser(model, rate: rate) {
                $0.neural.makeUpDecibels = makeUp - NeuralTests.makeUp($0)
            }
            let output = clean([sound], with: &denoiser)[0]
            var above = Array(output[1000...])
            // Differences of neighbours, again and again, leave what lies highest.
            for _ in 0..<8 { above = zip(above, above.dropFirst()).map { $1 - $0 } }
            return (Levels.decibels(output), Levels.decibels(above))
        }
        let (plain, lowered) = (try levels(makeUp: 0), try levels(makeUp: -3))
        #expect(abs(plain.all - lowered.all - 3) < 0.1)
        #expect((-0.1...1).contains(plain.above - lowered.above))
    }

    @Test("what a network's file says of its level counts as the setting does")
    func makeUpOfFile() throws {
        let sound = NeuralTests.voice(16000)
        func cleaned(_ settings: DenoiserSettings) throws -> [Float] {
            var denoiser = try Denoiser(settings, sampleRate: 16000, channels: 1)
            return clean([sound], with: &denoiser)[0]
        }
        let path = try #require(NeuralTests.settings("recurrent-mask").network?.place)
        let bytes = try WeightBytes(path: path)
        /// The network with a file that says so.
        func settings(makeUp: String) throws -> DenoiserSettings {
            let entry = "\"make_up_decibels\":\"\(makeUp)\""
            let header = bytes.header.replacing(/"make_up_decibels":"[^"]*"/, with: entry)
            let file = try SafetensorsFile(bytes: WeightBytes.file(header, bytes.payload), place: "changed")
            var settings = DenoiserSettings()
            settings.engine = .neural
            try #require(settings.adopt(Model(WeightFile(file))).isEmpty)
            return settings
        }
        let louder = try settings(makeUp: "2.5")
        #expect(louder.network?.description.makeUpDecibels == 2.5)
        var both = try settings(makeUp: "1")
        both.neural.makeUpDecibels = 1.5
        #expect(try cleaned(louder) == cleaned(both))
        let plain = try cleaned(settings(makeUp: "0"))
        let difference = try Levels.decibels(cleaned(louder)) - Levels.decibels(plain)
        #expect(abs(difference - 2.5) < 0.01)
    }
}
