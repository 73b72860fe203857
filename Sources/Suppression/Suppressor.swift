internal import Inference
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
    /// A network that gives gains.
    case frameNetwork(FrameNetwork)
    /// A network that gives complex gains.
    case maskNetwork(MaskNetwork)

    /// Makes the engine that the settings name.
    ///
    /// - Precondition: the settings of a neural engine have adopted a model.
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
        case .neural:
            guard let model = settings.network else {
                preconditionFailure("the network `\(settings.model)` is loaded before its engine is made")
            }
            switch model.network {
            case .frameConvolution(let weights):
                self = .frameNetwork(
                    FrameNetwork(weights, geometry: geometry, settings: settings, noise: noise)
                )
            case .recurrentMask(let weights):
                self = .maskNetwork(
                    MaskNetwork(weights, geometry: geometry, settings: settings, noise: noise)
                )
            }
        }
    }

    /// Whether the engine gives complex gains, by `estimate(spectrum:power:into:)`, and no others.
    public var isComplex: Bool {
        switch self {
        case .maskNetwork: true
        default: false
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
        case .frameNetwork(var engine):
            engine.estimate(power: power, into: &gains)
            self = .frameNetwork(engine)
        case .maskNetwork(let engine):
            assertionFailure("a complex mask is no set of gains")
            self = .maskNetwork(engine)
        }
    }

    /// Sets the complex `mask` for the frame with the given power; `spectrum` is the newest frame.
    ///
    /// - Precondition: `isComplex`.
    /// - Shapes: `bins` values each.
    /// - Real time: yes; cannot fail.
    public mutating func estimate(
        spectrum: borrowing Spectrum,
        power: borrowing Samples,
        into mask: inout Spectrum
    ) {
        switch consume self {
        case .maskNetwork(var engine):
            engine.estimate(spectrum: spectrum, power: power, into: &mask)
            self = .maskNetwork(engine)
        case let other:
            assertionFailure("gains are no complex mask")
            self = other
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
        case .frameNetwork(var engine):
            engine.reset()
            self = .frameNetwork(engine)
        case .maskNetwork(var engine):
            engine.reset()
            self = .maskNetwork(engine)
        }
    }
}
