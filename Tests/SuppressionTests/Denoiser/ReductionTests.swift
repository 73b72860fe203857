import Spectral
import Suppression
import TestSignals
import Testing

@Suite("Denoiser on noise")
struct DenoiserReductionTests {
    @Test("white noise alone is lowered by 6 dB or more after two seconds", arguments: DenoiserCase.effective)
    func reduction(form: DenoiserCase) throws {
        var denoiser = try form.denoiser()
        #expect(gainOverLastHalfSecond(noise(form, seconds: 2.5), through: &denoiser, form) < -6)
    }

    @Test(
        "with every noise tracker too",
        arguments: DenoiserCase.engines.filter { $0.engine != .bypass },
        NoiseTrackerKind.allCases
    )
    func trackers(form: DenoiserCase, tracker: NoiseTrackerKind) throws {
        var denoiser = try form.denoiser { $0.noise.tracker = tracker }
        #expect(gainOverLastHalfSecond(noise(form, seconds: 2.5), through: &denoiser, form) < -6)
    }

    @Test("no sound leaves louder than it came, within 0.1 dB", arguments: DenoiserCase.all)
    func ceiling(form: DenoiserCase) throws {
        for sound in [noise(form, seconds: 1), noisyVoice(form, seconds: 1)] {
            var denoiser = try form.denoiser()
            let output = clean(sound, with: &denoiser)
            for (cleaned, dirty) in zip(output, sound) {
                #expect(Levels.decibels(cleaned) <= Levels.decibels(dirty) + 0.1)
            }
        }
    }

    @Test("nothing is lowered by more than the limit", arguments: DenoiserCase.effective)
    func limit(form: DenoiserCase) throws {
        for limit in [3, 9] as [Float] {
            var denoiser = try form.denoiser { $0.output.attenuationLimitDecibels = limit }
            let gain = gainOverLastHalfSecond(noise(form, seconds: 2.5), through: &denoiser, form)
            // Overlapping frames of unequal gains lose a little where they cancel.
            #expect(gain >= -Double(limit) - 0.3 && gain < -Double(limit) / 2)
        }
    }

    private func gainOverLastHalfSecond(
        _ sound: [[Float]],
        through denoiser: inout Denoiser,
        _ form: DenoiserCase
    ) -> Double {
        let output = clean(sound, with: &denoiser)
        let count = form.frames(0.5)
        return Levels.decibels(output.flatMap { $0.suffix(count) })
            - Levels.decibels(sound.flatMap { $0.suffix(count) })
    }
}
