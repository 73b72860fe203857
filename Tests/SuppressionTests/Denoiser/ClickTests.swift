import RealTime
import Spectral
import Suppression
import TestSignals
import Testing

/// Whether a change is heard as a click: a jump between samples beyond those of the sound itself.
struct Steadiness {
    /// A sine of 100 Hz at half of full scale: a click stands out of its small steps.
    static func sine(_ form: DenoiserCase, seconds: Double) -> [Float] {
        Sounds.sine(count: form.frames(seconds), frequency: 100, sampleRate: form.sampleRate)
    }

    /// The largest step that `gain` times the sine may make.
    ///
    /// A fade over one overlap adds its own slope: in quadrature, less than a tenth of the sine's where the overlap is
    /// 10 ms, less than a quarter where it is 4 ms.
    static func bound(_ form: DenoiserCase, gain: Float = 1) -> Float {
        let margin: Float = form.frame.hopMilliseconds < 10 ? 1.25 : 1.1
        return margin * gain * Levels.largestStep(sine(form, seconds: 0.1))
    }
}

@Suite("Denoiser under changing controls")
struct DenoiserClickTests {
    /// A control and the two values it is moved between.
    struct Change: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var gain: Float = 1
        let apply: @Sendable (DenoiserControls, Bool) -> Void
    }

    static let changes = [
        Change(testDescription: "bypass") { $0.bypass.value = $1 ? 1 : 0 },
        Change(testDescription: "mix") { $0.mix.value = $1 ? 0 : 1 },
        Change(testDescription: "gain", gain: 1.9953) { $0.gainDecibels.value = $1 ? 6 : 0 },
        Change(testDescription: "limit") { $0.attenuationLimitDecibels.value = $1 ? 0 : 100 },
        Change(testDescription: "residual") { $0.residual.value = $1 ? 1 : 0 },
    ]

    static let forms = DenoiserCase.frames

    @Test("no change of one control clicks", arguments: forms, changes)
    func one(form: DenoiserCase, change: Change) throws {
        var denoiser = try form.denoiser()
        let controls = denoiser.controls
        var generator = SplitMix64(seed: 1)
        var isOn = false
        let output = clean([Steadiness.sine(form, seconds: 2)], with: &denoiser) { _ in
            if Int.random(in: 0..<8, using: &generator) == 0 { isOn.toggle() }
            change.apply(controls, isOn)
        }
        #expect(Levels.largestStep(output[0]) < Steadiness.bound(form, gain: change.gain))
    }

    @Test("no change of all controls at once clicks", arguments: forms)
    func all(form: DenoiserCase) throws {
        var denoiser = try form.denoiser()
        let controls = denoiser.controls
        var generator = SplitMix64(seed: 2)
        let output = clean([Steadiness.sine(form, seconds: 2)], with: &denoiser) { _ in
            for change in Self.changes where Int.random(in: 0..<6, using: &generator) == 0 {
                change.apply(controls, Bool.random(using: &generator))
            }
        }
        #expect(Levels.largestStep(output[0]) < Steadiness.bound(form, gain: 2))
    }
}
