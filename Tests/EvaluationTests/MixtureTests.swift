import Evaluation
import Testing

@Suite("mixing")
struct MixtureTests {
    static let speechSignal = speech(sampleRate: 16_000, seconds: 3)

    @Test(
        "the measured SNR is the one asked for, clipping or not",
        arguments: [-30.0, -5, 0, 2.5, 10, 40],
        [Float(0.001), 1, 3]
    )
    func exactSNR(snrDecibels: Double, gain: Float) throws {
        let speech = Self.speechSignal.map { gain * $0 }
        let noise = try SyntheticNoise(.pink, sampleRate: 16_000).samples(count: 60_000, seed: 21)
        let mixture = try Mixture(
            speech: speech,
            noise: noise,
            snrDecibels: snrDecibels,
            sampleRate: 16_000,
            seed: 22
        )
        let level = try #require(ActiveSpeechLevel(of: mixture.clean, sampleRate: 16_000))
        let measured = level.decibels - SignalLevel(of: mixture.noise).decibels
        #expect(abs(measured - snrDecibels) < 0.01)
        #expect(SignalLevel(of: mixture.noisy).peak < Mixture.ceiling + 1e-6)
        #expect(zip(mixture.clean, zip(mixture.noise, mixture.noisy)).allSatisfy { $0 + $1.0 == $1.1 })
    }

    @Test("speech stays as it is unless the sum would clip")
    func scale() throws {
        let noise = try SyntheticNoise(.white, sampleRate: 16_000).samples(count: 50_000, seed: 23)
        let quiet = Self.speechSignal.map { 0.1 * $0 }
        let unscaled = try Mixture(speech: quiet, noise: noise, snrDecibels: 10, sampleRate: 16_000, seed: 1)
        #expect(unscaled.scale == 1)
        #expect(unscaled.clean == quiet)
        let loud = Self.speechSignal.map { 4 * $0 }
        let scaled = try Mixture(speech: loud, noise: noise, snrDecibels: 10, sampleRate: 16_000, seed: 1)
        #expect(scaled.scale < 1)
        #expect(abs(Double(scaled.clean[10_000]) - scaled.scale * Double(loud[10_000])) < 1e-6)
    }

    @Test("the seed decides where longer noise is cut")
    func cut() {
        let noise = (0..<1_000).map(Float.init)
        let first = fittedNoise(noise, count: 100, sampleRate: 8_000, seed: 1)
        #expect(first == fittedNoise(noise, count: 100, sampleRate: 8_000, seed: 1))
        #expect(first != fittedNoise(noise, count: 100, sampleRate: 8_000, seed: 2))
        #expect(zip(first, first.dropFirst()).allSatisfy { $1 - $0 == 1 })
        #expect(fittedNoise(noise, count: 1_000, sampleRate: 8_000, seed: 3) == noise)
    }

    @Test(
        "shorter noise goes round at an even level and without a jump",
        arguments: [2, 3, 300, 4_000, 7_999]
    )
    func loop(length: Int) throws {
        let noise = try SyntheticNoise(.white, sampleRate: 8_000).samples(count: length, seed: 24)
        let looped = fittedNoise(noise, count: 8_000, sampleRate: 8_000, seed: 1)
        #expect(looped.count == 8_000)
        #expect(Array(looped.prefix(length / 2)) == Array(noise.prefix(length / 2)))
        let ratio = SignalLevel(of: looped).rootMeanSquare / SignalLevel(of: noise).rootMeanSquare
        #expect(length < 300 || abs(ratio - 1) < 0.1)
        let ramp = (0..<4_000).map { Float($0 % 2_000) / 2_000 }
        let seam = fittedNoise(ramp, count: 9_000, sampleRate: 8_000, seed: 1)[3_800..<4_100]
        #expect(zip(seam, seam.dropFirst()).allSatisfy { abs($0 - $1) < 0.02 })
    }

    @Test("what cannot be mixed is refused with its reason")
    func refusals() {
        let silence = [Float](repeating: 0, count: 100)
        func mix(_ speech: [Float], _ noise: [Float], _ snrDecibels: Double = 5) throws {
            _ = try Mixture(
                speech: speech,
                noise: noise,
                snrDecibels: snrDecibels,
                sampleRate: 8_000,
                seed: 0
            )
        }
        #expect(throws: MixingError.silentSpeech) { try mix(silence, [1, 2]) }
        #expect(throws: MixingError.silentSpeech) { try mix([], [1, 2]) }
        #expect(throws: MixingError.silentSpeech) { try mix([], []) }
        #expect(throws: MixingError.silentNoise) { try mix([0.5, 0.25], silence) }
        #expect(throws: MixingError.silentNoise) { try mix([0.5, 0.25], []) }
        #expect(throws: MixingError.notFinite) { try mix([0.5, .nan], [1, 2]) }
        #expect(throws: MixingError.notFinite) { try mix([0.5, 0.25], [.infinity, 2]) }
        #expect(throws: MixingError.notFinite) { try mix([0.5, 0.25], [1, 2], .nan) }
        #expect(throws: MixingError.notFinite) { try mix([0.5, 0.25], [1, 2], -5_000) }
    }
}
