import Spectral
import Suppression
import TestSignals
import Testing

@Suite("Denoiser, twice")
struct DenoiserRepeatabilityTests {
    @Test("two denoisers give the same samples", arguments: DenoiserCase.all)
    func deterministic(form: DenoiserCase) throws {
        let sound = noisyVoice(form, seconds: 0.5)
        var first = try form.denoiser()
        var second = try form.denoiser()
        let isSame = clean(sound, with: &first) == clean(sound, with: &second)
        #expect(isSame)
    }

    @Test("after a reset a denoiser is as new", arguments: DenoiserCase.all)
    func reset(form: DenoiserCase) throws {
        let sound = noisyVoice(form, seconds: 0.5)
        var used = try form.denoiser()
        _ = clean(noise(form, seconds: 0.7, amplitude: 0.4), with: &used)
        used.reset()
        var new = try form.denoiser()
        let (again, expected) = (clean(sound, with: &used), clean(sound, with: &new))
        for channel in sound.indices {
            #expect(Levels.firstDifference(again[channel], expected[channel]) == nil)
        }
    }

    @Test("frames that do not fit the rate are refused")
    func geometry() {
        #expect(throws: (any Error).self) {
            var form = DenoiserCase(engine: .wiener, sampleRate: 11025)
            form.frame.hopMilliseconds = 1.5
            _ = try form.denoiser()
        }
    }
}
