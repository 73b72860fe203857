public import RealTime
public import Spectral

/// The engine of one lane: noise estimate and gain rule together.
///
/// A closed enumeration: a new algorithm is its file, a case here, one in `EngineKind`, and the compiler lists the rest.
public enum Suppressor: ~Copyable, Sendable {
    /// Every gain is one.
    case bypass
    /// Power spectral subtraction.
    case spectralSubtraction(SpectralSubtraction)
    /// Wiener, log-MMSE and OM-LSA.
    case statistical(StatisticalGain)
    /// Log-MMSE and a fitted model of the presence of speech.
    case presenceModel(PresenceModel)

    /// Makes the engine that the settings name.
    ///
    /// - Real time: no.
    public init(_ settings: DenoiserSettings, geometry: FrameGeometry, noiseProfile: NoiseProfile? = nil) {
        var noise: NoiseEstimator {
            NoiseEstimator(geometry: geometry, settings: settings.noise, profile: noiseProfile)
        }
        switch settings.engine {
        case .bypass:
            self = .bypass
        case .spectralSubtraction:
            self = .spectralSubtraction(
                SpectralSubtraction(geometry: geometry, settings: settings.subtraction, noise: noise)
            )
        case .wiener:
            self = .statistical(
                StatisticalGain(rule: .wiener, geometry: geometry, settings: settings.gain, noise: noise)
            )
        case .logMMSE:
            self = .statistical(
                StatisticalGain(rule: .logMMSE, geometry: geometry, settings: settings.gain, noise: noise)
            )
        case .omLSA:
            self = .statistical(
                StatisticalGain(rule: .omLSA, geometry: geometry, settings: settings.gain, noise: noise)
            )
        case .presenceModel:
            self = .presenceModel(
                PresenceModel(geometry: geometry, settings: settings.presence, noise: noise)
            )
        }
    }

    /// Sets `gains` for the frame with the given power.
    ///
    /// - Shapes: `bins` values each.
    /// - Real time: yes; cannot fail.
    public mutating func estimate(power: borrowing Samples, into gains: inout Samples) {
        switch consume self {
        case .bypass:
            gains.fill(with: 1)
            self = .bypass
        case .spectralSubtraction(var engine):
            engine.estimate(power: power, into: &gains)
            self = .spectralSubtraction(engine)
        case .statistical(var engine):
            engine.estimate(power: power, into: &gains)
            self = .statistical(engine)
        case .presenceModel(var engine):
            engine.estimate(power: power, into: &gains)
            self = .presenceModel(engine)
        }
    }

    /// Forgets the past.
    ///
    /// - Real time: yes.
    public mutating func reset() {
        switch consume self {
        case .bypass:
            self = .bypass
        case .spectralSubtraction(var engine):
            engine.reset()
            self = .spectralSubtraction(engine)
        case .statistical(var engine):
            engine.reset()
            self = .statistical(engine)
        case .presenceModel(var engine):
            engine.reset()
            self = .presenceModel(engine)
        }
    }
}
