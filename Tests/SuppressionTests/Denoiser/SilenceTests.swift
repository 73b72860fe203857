import Spectral
import Suppression
import TestSignals
import Testing

@Suite("Denoiser on silence")
struct DenoiserSilenceTests {
    @Test("silence stays silence", arguments: DenoiserCase.all)
    func silence(form: DenoiserCase) throws {
        var denoiser = try form.denoiser()
        let silence = [[Float]](repeating: [Float](repeating: 0, count: form.frames(1)), count: form.channels)
        let output = clean(silence, with: &denoiser)
        #expect(output.allSatisfy { channel in channel.allSatisfy { $0 == 0 } })
    }

    @Test("after sound comes silence again, once the last frame is out", arguments: DenoiserCase.all)
    func afterSound(form: DenoiserCase) throws {
        var denoiser = try form.denoiser()
        let sound = noisyVoice(form, seconds: 0.3)
        let silence = [Float](repeating: 0, count: form.frames(0.2))
        let output = clean(sound.map { $0 + silence }, with: &denoiser)
        let tail = form.frames(0.3) + 2 * denoiser.geometry.length
        for channel in output { #expect(Levels.decibels(channel.dropFirst(tail)) < -120) }
    }
}
