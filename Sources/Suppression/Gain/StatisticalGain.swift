internal import Glibc
public import RealTime
public import Spectral

/// The gain rules that stand on a decision-directed a-priori signal-to-noise ratio.
///
/// - Source: a-priori ratio: Ephraim and Malah 1984, "Speech enhancement using a minimum mean-square error short-time
///   spectral amplitude estimator", eq. 51; the rules' sources stand at their kernels.
public struct StatisticalGain: ~Copyable, GainEstimator {
    /// What is made of the ratios.
    public enum Rule: Sendable {
        /// Scalart and Filho 1996.
        case wiener
        /// Ephraim and Malah 1985.
        case logMMSE
        /// Cohen and Berdugo 2001.
        case omLSA
    }

    private var noise: NoiseEstimator
    private var speechPower: Samples
    private var aPrioriSNR: Samples
    private var aPosterioriSNR: Samples
    private var presence: SpeechPresence
    private let rule: Rule
    private let weight: Float
    private let aPrioriFloor: Float
    private let floor: Float

    /// Makes a rule whose past is empty.
    ///
    /// - Real time: no.
    public init(rule: Rule, geometry: FrameGeometry, settings: GainSettings, noise: consuming NoiseEstimator)
    {
        self.rule = rule
        self.noise = noise
        speechPower = Samples(repeating: 0, count: geometry.bins)
        aPrioriSNR = Samples(repeating: 0, count: geometry.bins)
        aPosterioriSNR = Samples(repeating: 0, count: geometry.bins)
        presence = SpeechPresence(geometry: geometry)
        weight = powf(settings.decisionDirectedWeight, geometry.hopSeconds / 0.01)
        aPrioriFloor = powf(10, settings.aPrioriFloorDecibels / 10)
        floor = powf(10, settings.floorDecibels / 20)
    }

    /// Sets the gains of the next frame; see `GainEstimator`.
    public mutating func estimate(power: borrowing Samples, into gains: inout Samples) {
        noise.update(power: power)
        decisionDirected(
            power: power,
            noisePower: noise.noisePower,
            speechPower: speechPower,
            weight: weight,
            floor: aPrioriFloor,
            aPrioriSNR: &aPrioriSNR,
            aPosterioriSNR: &aPosterioriSNR
        )
        switch rule {
        case .wiener: wienerGain(aPrioriSNR: aPrioriSNR, into: &gains)
        case .logMMSE:
            logMMSEGain(aPrioriSNR: aPrioriSNR, aPosterioriSNR: aPosterioriSNR, ceiling: 1, into: &gains)
        case .omLSA:
            logMMSEGain(aPrioriSNR: aPrioriSNR, aPosterioriSNR: aPosterioriSNR, ceiling: 1, into: &gains)
            finishGain(&gains, floor: 0, power: power, speechPower: &speechPower)
            presence.update(aPrioriSNR: aPrioriSNR)
            omLSAGain(
                aPrioriSNR: aPrioriSNR,
                aPosterioriSNR: aPosterioriSNR,
                presence: presence.probability,
                mostAbsence: 0.95,
                floor: floor,
                gains: &gains
            )
            // The past of the ratio is the speech if it is there, not the weighted gain (Cohen 2001, eq. 32).
            return
        }
        finishGain(&gains, floor: floor, power: power, speechPower: &speechPower)
    }

    /// Forgets the past.
    public mutating func reset() {
        noise.reset()
        speechPower.fill(with: 0)
        presence.reset()
    }
}
