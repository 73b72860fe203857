import RealTime
import Spectral
import Suppression
import TestSignals
import Testing

@Suite("Denoiser where nothing may be removed")
struct DenoiserTransparencyTests {
    @Test("a limit of 0 dB leaves the delayed input, below −90 dB", arguments: DenoiserCase.all)
    func limit(form: DenoiserCase) throws {
        var denoiser = try form.denoiser { $0.output.attenuationLimitDecibels = 0 }
        expectDelayed(noisyVoice(form, seconds: 0.5), through: &denoiser, below: -90)
    }

    @Test("half the cleaned sound is aligned with half the dry one", arguments: DenoiserCase.all)
    func half(form: DenoiserCase) throws {
        var denoiser = try form.denoiser {
            $0.output.attenuationLimitDecibels = 0
            $0.output.mix = 0.5
        }
        expectDelayed(noisyVoice(form, seconds: 0.5), through: &denoiser, below: -90)
    }

    @Test("none of the cleaned sound is exactly the delayed input", arguments: DenoiserCase.all)
    func none(form: DenoiserCase) throws {
        var denoiser = try form.denoiser { $0.output.mix = 0 }
        let sound = noisyVoice(form, seconds: 0.3)
        let output = clean(sound, with: &denoiser)
        for channel in sound.indices {
            let whole = Array(sound[channel].prefix(output[channel].count))
            let expected = Sounds.delayed(whole, by: denoiser.geometry.delay)
            #expect(Levels.firstDifference(output[channel], expected) == nil)
        }
    }

    @Test(
        "bypass is exactly the delayed input once its ramp is over, and the engine is back after it",
        arguments: DenoiserCase.all
    )
    func bypass(form: DenoiserCase) throws {
        var denoiser = try form.denoiser()
        let controls = denoiser.controls
        let sound = noisyVoice(form, seconds: 0.6)
        let hop = denoiser.geometry.hop
        let hops = sound[0].count / hop
        let output = clean(sound, with: &denoiser) { controls.bypass.value = $0 * 3 / hops == 1 ? 1 : 0 }
        let start = (hops / 3 + 1) * hop + form.frames(0.02) + hop
        let end = hops * 2 / 3 * hop
        for channel in sound.indices {
            let expected = Sounds.delayed(sound[channel], by: denoiser.geometry.delay)
            #expect(Levels.firstDifference(output[channel][start..<end], expected[start..<end]) == nil)
            guard form.engine != .bypass else { continue }
            let tail = hops * hop - 8 * hop..<hops * hop
            #expect(Levels.firstDifference(output[channel][tail], expected[tail]) != nil)
        }
    }

    @Test("what is kept and what is removed add up to the delayed input", arguments: DenoiserCase.all)
    func residual(form: DenoiserCase) throws {
        let sound = noisyVoice(form, seconds: 0.5)
        var keeping = try form.denoiser()
        var removing = try form.denoiser { $0.output.residual = true }
        let kept = clean(sound, with: &keeping)
        let removed = clean(sound, with: &removing)
        for channel in sound.indices {
            let whole = Sounds.sum(kept[channel], removed[channel])
            let expected = Sounds.delayed(sound[channel], by: keeping.geometry.delay)
            #expect(Levels.error(of: whole, against: expected) < -90)
        }
    }

    @Test("gain raises what goes out, and bypass leaves it out", arguments: [-20, -6, 6, 20] as [Float])
    func gain(decibels: Float) throws {
        let form = DenoiserCase(engine: .wiener)
        let sound = noisyVoice(form, seconds: 0.5)
        var plain = try form.denoiser()
        var raised = try form.denoiser { $0.output.gainDecibels = decibels }
        let difference =
            Levels.decibels(clean(sound, with: &raised)[0]) - Levels.decibels(clean(sound, with: &plain)[0])
        #expect(abs(difference - Double(decibels)) < 0.01)
        raised.reset()
        raised.controls.bypass.value = 1
        let bypassed = clean(sound, with: &raised)[0]
        let expected = Sounds.delayed(sound[0], by: raised.geometry.delay)
        #expect(Levels.firstDifference(bypassed.suffix(4000), expected.suffix(4000)) == nil)
    }

    private func expectDelayed(_ sound: [[Float]], through denoiser: inout Denoiser, below limit: Double) {
        let output = clean(sound, with: &denoiser)
        for channel in sound.indices {
            let expected = Sounds.delayed(sound[channel], by: denoiser.geometry.delay)
            #expect(Levels.error(of: output[channel], against: expected) < limit)
        }
    }
}
