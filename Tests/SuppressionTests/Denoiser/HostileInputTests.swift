import RealTime
import Spectral
import Suppression
import TestSignals
import Testing

/// What no microphone should send.
enum HostileSound: String, CaseIterable, Sendable {
    case notANumber, infinity, minusInfinity, huge, loudest, denormal, alternating, direct, square,
        oneBadSample

    func sample(_ n: Int) -> Float {
        switch self {
        case .notANumber: .nan
        case .infinity: .infinity
        case .minusInfinity: -.infinity
        case .huge: 1e30
        case .loudest: n % 3 == 0 ? 1e6 : -1e6
        case .denormal: .leastNonzeroMagnitude * Float(n % 5)
        case .alternating: n % 2 == 0 ? 1 : -1
        case .direct: 1
        case .square: n / 40 % 2 == 0 ? 1 : -1
        case .oneBadSample: n == 700 ? .signalingNaN : 0.1
        }
    }
}

@Suite("Denoiser on hostile input")
struct DenoiserHostileInputTests {
    @Test("whatever goes in, finite sound comes out, and clean sound later", arguments: DenoiserCase.engines)
    func finite(form: DenoiserCase) throws {
        for hostile in HostileSound.allCases {
            var denoiser = try form.denoiser()
            let sound = Sounds.noise(count: 1600, seed: 1) + (0..<1600).map(hostile.sample)
            let output = clean([sound + Sounds.noise(count: 32000, seed: 2)], with: &denoiser)
            #expect(output[0].allSatisfy { $0.isFinite }, "\(hostile)")
            let recovered = Levels.decibels(output[0].suffix(3200))
            #expect(recovered < -24, "\(hostile)")
        }
    }

    @Test("whatever goes in from the start, finite sound comes out", arguments: DenoiserCase.frames)
    func finiteFromStart(form: DenoiserCase) throws {
        for hostile in HostileSound.allCases {
            var denoiser = try form.denoiser()
            let output = clean([(0..<4800).map(hostile.sample)], with: &denoiser)
            #expect(output[0].allSatisfy { $0.isFinite }, "\(hostile)")
        }
    }

    @Test(
        "after a bad sample the dry sound goes out, exactly, with that sample as zero",
        arguments: DenoiserCase.all
    )
    func fault(form: DenoiserCase) throws {
        var denoiser = try form.denoiser()
        let hop = denoiser.geometry.hop
        let delay = denoiser.geometry.delay
        var sound = noisyVoice(form, seconds: 0.5)
        let start = hop * (sound[0].count / hop / 2)
        let bad = [start + 1, start + hop / 2, start + hop - 1]
        for (place, value) in zip(bad, [Float.nan, .infinity, -1e30]) {
            sound[form.channels - 1][place] = value
        }
        let output = clean(sound, with: &denoiser)
        for place in bad { sound[form.channels - 1][place] = 0 }
        for channel in 0..<form.channels {
            let heard = output[channel][start + delay..<start + delay + hop]
            #expect(Levels.firstDifference(heard, sound[channel][start..<start + hop]) == nil)
        }
        #expect(denoiser.statistics.badSamples.value == 3)
        #expect(denoiser.statistics.resets.value == 1)
    }

    @Test("after a bad sample noise is lowered again within two seconds", arguments: DenoiserCase.effective)
    func recovery(form: DenoiserCase) throws {
        var denoiser = try form.denoiser()
        var sound = noise(form, seconds: 3)
        sound[0][form.frames(0.5)] = .nan
        let output = clean(sound, with: &denoiser)
        for (cleaned, dirty) in zip(output, sound) {
            let lowered =
                Levels.decibels(cleaned.suffix(form.frames(0.5)))
                - Levels.decibels(dirty.suffix(form.frames(0.5)))
            #expect(lowered < -6)
        }
    }

    @Test("samples at full scale and beyond are counted, and pass")
    func clipping() throws {
        let form = DenoiserCase(engine: .wiener, channels: 2)
        var denoiser = try form.denoiser()
        var sound = noise(form, seconds: 0.1)
        let clipped: [Float] = [1, -1, 32767 / 32768, -1.5, 100]
        for (place, value) in clipped.enumerated() { sound[place % 2][300 + place] = value }
        sound[0][900] = 32766 / 32768
        _ = clean(sound, with: &denoiser)
        #expect(denoiser.statistics.clippedSamples.value == 5)
        #expect(denoiser.statistics.badSamples.value == 0)
        #expect(denoiser.statistics.hops.value == 10)
    }

    @Test("the levels of the last hop are told")
    func levels() throws {
        let form = DenoiserCase(engine: .bypass, channels: 2)
        var denoiser = try form.denoiser()
        _ = clean([[Float]](repeating: [Float](repeating: 0.5, count: 1600), count: 2), with: &denoiser)
        #expect(abs(denoiser.statistics.inputPower.value - 0.25) < 1e-5)
        #expect(abs(denoiser.statistics.outputPower.value - 0.25) < 1e-4)
    }
}
