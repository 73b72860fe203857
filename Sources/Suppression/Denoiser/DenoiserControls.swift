internal import Glibc
public import RealTime

/// What may be changed while a denoiser runs, from any thread; every change is ramped over 20 ms.
public final class DenoiserControls: Sendable {
    /// Above one half: the sound passes untouched, with the same delay.
    public let bypass = Parameter(0)
    /// Above one half: cleaning is too slow for the moment; the sound passes untouched, with the same delay, from the
    /// next hop on, and nothing is computed.
    public let isLate = Parameter(0)
    /// Share of the cleaned sound, 0 to 1.
    public let mix: Parameter
    /// The most by which any frequency is lowered, in decibels.
    public let attenuationLimitDecibels: Parameter
    /// Gain of the result, in decibels.
    public let gainDecibels: Parameter
    /// Above one half: what was removed is put out.
    public let residual: Parameter

    /// Makes controls that stand as the settings say.
    public init(_ settings: OutputSettings) {
        mix = Parameter(settings.mix)
        attenuationLimitDecibels = Parameter(settings.attenuationLimitDecibels)
        gainDecibels = Parameter(settings.gainDecibels)
        residual = Parameter(settings.residual ? 1 : 0)
    }

    /// The weights of the dry and the wet sound and the least gain, as the controls stand.
    func targets() -> OutputMix.Targets {
        let floor = powf(10, -max(0, attenuationLimitDecibels.value) / 20)
        if bypass.value > 0.5 || isLate.value > 0.5 {
            return .init(dry: 1, wet: 0, withoutWet: 1, floor: floor)
        }
        let gain = powf(10, gainDecibels.value / 20)
        let share = min(max(mix.value, 0), 1) * gain
        return residual.value > 0.5
            ? .init(dry: share, wet: -share, withoutWet: 0, floor: floor)
            : .init(dry: gain - share, wet: share, withoutWet: gain, floor: floor)
    }
}
