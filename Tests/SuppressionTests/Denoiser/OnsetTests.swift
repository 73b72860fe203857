import Spectral
import Suppression
import TestSignals
import Testing

/// Where sound begins nothing is known of its noise, and the voice must not be taken for it.
@Suite("Denoiser on onsets")
struct OnsetTests {
    // A window of 16 ms holds too little of a voice's period to tell it by.
    static let forms = DenoiserCase.effective.filter { $0.frame != DenoiserCase.hamming }

    @Test("voice after a second of digital silence keeps its level within 3 dB", arguments: forms)
    func afterSilence(form: DenoiserCase) throws {
        var denoiser = try form.denoiser()
        let gain = gainOfVoice(after: [Float](repeating: 0, count: form.frames(1)), through: &denoiser, form)
        #expect(gain > -3)
    }

    @Test("so does voice at the very start of a stream", arguments: forms)
    func atStart(form: DenoiserCase) throws {
        var denoiser = try form.denoiser()
        #expect(gainOfVoice(after: [], through: &denoiser, form) > -3)
    }

    @Test(
        "so does it with every noise tracker",
        arguments: DenoiserCase.engines.filter { $0.engine != .bypass },
        NoiseTrackerKind.allCases
    )
    func trackers(form: DenoiserCase, tracker: NoiseTrackerKind) throws {
        var denoiser = try form.denoiser { $0.noise.tracker = tracker }
        let gain = gainOfVoice(after: [Float](repeating: 0, count: form.frames(1)), through: &denoiser, form)
        #expect(gain > -3)
    }

    @Test("a word after a gap of digital silence keeps its level within 3 dB", arguments: forms)
    func afterGap(form: DenoiserCase) throws {
        var denoiser = try form.denoiser()
        let silence = [Float](repeating: 0, count: form.frames(0.5))
        let gain = gainOfVoice(after: silence + word(form, seconds: 0.5) + silence, through: &denoiser, form)
        #expect(gain > -3)
    }

    @Test("noise that follows a second of digital silence is lowered", arguments: DenoiserCase.effective)
    func noiseAfterSilence(form: DenoiserCase) throws {
        var denoiser = try form.denoiser()
        let silence = [Float](repeating: 0, count: form.frames(1))
        let sound = noise(form, seconds: 0.5).map { silence + $0 }
        let output = clean(sound, with: &denoiser)
        let count = form.frames(0.3)
        let gain =
            Levels.decibels(output.flatMap { $0.suffix(count) })
            - Levels.decibels(sound.flatMap { $0.suffix(count) })
        #expect(gain < -5)
    }

    /// Harmonics that begin in full swell, as a recording does that was cut or gated.
    private func word(_ form: DenoiserCase, seconds: Double) -> [Float] {
        let voice = Sounds.voice(count: form.frames(seconds + 0.04), sampleRate: form.sampleRate)
        return Array(voice.dropFirst(form.frames(0.04)))
    }

    /// The change of level over the first 300 ms of a word after `before`.
    private func gainOfVoice(
        after before: [Float],
        through denoiser: inout Denoiser,
        _ form: DenoiserCase
    ) -> Double {
        let sound = [[Float]](repeating: before + word(form, seconds: 0.5), count: form.channels)
        let output = clean(sound, with: &denoiser)
        let (start, delay) = (before.count, denoiser.geometry.delay)
        let count = form.frames(0.3)
        return Levels.decibels(output.flatMap { $0.dropFirst(start + delay).prefix(count) })
            - Levels.decibels(sound.flatMap { $0.dropFirst(start).prefix(count) })
    }
}
