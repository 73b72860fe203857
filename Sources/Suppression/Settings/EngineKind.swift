/// The algorithm that decides the gains.
public enum EngineKind: String, Sendable, CaseIterable {
    /// The sound passes, delayed as by the others.
    case bypass
    /// Power spectral subtraction.
    case spectralSubtraction = "spectral-subtraction"
    /// The decision-directed Wiener filter.
    case wiener
    /// The minimum mean-square error estimate of the log spectrum.
    case logMMSE = "log-mmse"
    /// The log-spectral estimate weighted by the probability of speech.
    case omLSA = "om-lsa"
    /// The log-spectral estimate weighted by a fitted model of the presence of speech.
    case presenceModel = "presence-model"
    /// A trained network; the setting `model` says which.
    case neural

    /// The engines that need no model.
    public static let classical = allCases.filter { $0 != .neural }
}
