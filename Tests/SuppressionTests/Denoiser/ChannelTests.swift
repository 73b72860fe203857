import Spectral
import Suppression
import TestSignals
import Testing

@Suite("Denoiser on several channels")
struct DenoiserChannelTests {
    @Test(
        "linked channels keep the level ratio of a panned source within 0.1 dB",
        arguments: DenoiserCase.frames
    )
    func panning(form: DenoiserCase) throws {
        var stereo = form
        stereo.channels = 2
        var denoiser = try stereo.denoiser()
        let source = noisyVoice(form, seconds: 1)[0]
        let output = clean([source, source.map { $0 * 0.3 }], with: &denoiser)
        let block = form.frames(0.02)
        for start in stride(from: 2 * block, to: output[0].count - block, by: block) {
            let left = Levels.decibels(output[0][start..<start + block])
            let right = Levels.decibels(output[1][start..<start + block])
            guard right > -90 else { continue }
            #expect(abs(left - right - 10.457) < 0.1)
        }
    }

    @Test("equal channels, linked, sound as one alone", arguments: DenoiserCase.frames)
    func equal(form: DenoiserCase) throws {
        let sound = noisyVoice(form, seconds: 0.5)[0]
        var many = form
        many.channels = 6
        var alone = try form.denoiser()
        var together = try many.denoiser()
        let expected = clean([sound], with: &alone)[0]
        for channel in clean([[Float]](repeating: sound, count: 6), with: &together) {
            #expect(Levels.error(of: channel, against: expected) < -60)
        }
    }

    @Test("unlinked channels each sound exactly as alone", arguments: DenoiserCase.frames)
    func unlinked(form: DenoiserCase) throws {
        var many = form
        many.channels = 3
        many.linked = false
        let voice = Sounds.voice(count: form.frames(0.5), sampleRate: form.sampleRate)
        let hiss = Sounds.noise(count: form.frames(0.5), seed: 5)
        let sounds = [Sounds.sum(voice, hiss), hiss, voice]
        var together = try many.denoiser()
        let output = clean(sounds, with: &together)
        for channel in sounds.indices {
            var alone = try form.denoiser()
            let expected = clean([sounds[channel]], with: &alone)[0]
            #expect(Levels.firstDifference(output[channel], expected) == nil)
        }
    }
}
