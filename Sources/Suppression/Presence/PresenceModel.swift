internal import Glibc
public import RealTime
public import Spectral

/// A gain from three opinions: the log-MMSE estimate, the probability of speech in the bin, and in the frame.
///
/// ```
/// power ─ neighbours ─▶ noise, minimum ─▶ narrow features ─┐
///    ├─ wide neighbours ────────────────▶ broad features ──┼─ sum ─▶ logit ─▶ gain
///    └─ autocorrelation ────────────────▶ voicing ─────────┘
/// ```
///
/// The probability in a bin is a logistic additive model: each feature adds a bent line to the logit, as local, global and
/// frame presence multiply in OM-LSA, but with shapes fitted to real speech and noise instead of drawn by hand.
///
/// - Source: the idea of Cohen and Berdugo 2001, eq. 23–28; additive logistic models: Hastie and Tibshirani 1990; the gain
///   inside: Ephraim and Malah 1985, eq. 20. The constants are ours, see `presence_model.c`.
public struct PresenceModel: ~Copyable, GainEstimator {
    private var noise: NoiseEstimator
    private var minimum: SlidingMinimum
    private var voicing: Voicing
    private var narrow: NarrowFeatures
    private var broad: BroadFeatures
    private var near: Samples
    private var logit: Samples
    private let frequencyTerm: Samples
    private let shape: Samples
    private let band: Range<Int>
    private let weights: Weights
    private let settings: PresenceSettings
    private let floor: Float
    private var longTermSpeech: Float = 0
    private var longTermNoise: Float = 0
    private var framePresence: Float = 0

    /// The weights of the past in the recursive averages.
    private struct Weights {
        let speech, smoothed, longTerm, frame: Float

        init(_ geometry: FrameGeometry, _ settings: PresenceSettings) {
            speech = geometry.smoothing(seconds: settings.decisionDirectedMilliseconds / 1000)
            smoothed = geometry.smoothing(seconds: 0.04)
            longTerm = geometry.smoothing(seconds: 1)
            frame = geometry.smoothing(seconds: 0.049)
        }
    }

    /// Makes a model whose past is empty.
    ///
    /// - Real time: no.
    public init(geometry: FrameGeometry, settings: PresenceSettings, noise: consuming NoiseEstimator) {
        let bins = geometry.bins
        let spacing = geometry.frequency(ofBin: 1)
        self.noise = noise
        self.settings = settings
        minimum = SlidingMinimum(geometry: geometry)
        voicing = Voicing(geometry: geometry)
        narrow = NarrowFeatures(bins: bins)
        band = min(bins - 1, Int(200 / spacing))..<min(bins, Int(4000 / spacing))
        broad = BroadFeatures(geometry: geometry, band: band)
        near = Samples(repeating: 0, count: bins)
        logit = Samples(repeating: 0, count: bins)
        frequencyTerm = Samples(
            (0..<bins).map { frequencyLogit(octaves: log2f(max(Float($0) * spacing, 62.5) / 1000)) }
        )
        shape = Samples((0..<bins).map { Self.rumble(Float($0) * spacing) })
        weights = Weights(geometry, settings)
        floor = powf(10, settings.floorDecibels / 20)
    }

    /// Sets the gains of the next frame; see `GainEstimator`.
    public mutating func estimate(power: borrowing Samples, into gains: inout Samples) {
        meanOfThree(power, into: &near)
        noise.update(power: power)
        minimum.update(power: near, noisePower: noise.noisePower)
        narrow.update(
            power: power,
            near: near,
            noisePower: noise.noisePower,
            minimum: minimum.minimum,
            speechWeight: weights.speech,
            smoothedWeight: weights.smoothed,
            logit: &logit
        )
        let level = broad.update(
            power: power,
            noisePower: noise.noisePower,
            minimumPower: minimum.minimum,
            logit: &logit
        )
        voicing.update(power: power)
        addVoicing(voicing, shared: frameTerm(level: level), constant: frequencyTerm, logit: &logit)
        presenceGain(
            logit: logit,
            logGain: narrow.logGain,
            shape: shape,
            settings: settings,
            logFrame: settings.frameWeight * logf(updateFramePresence()),
            floor: floor,
            gains: &gains
        )
    }

    /// Forgets the past.
    public mutating func reset() {
        noise.reset()
        minimum.reset()
        narrow.reset()
        broad.reset()
        longTermSpeech = 0
        longTermNoise = 0
        framePresence = 0
    }

    /// What the frame as a whole says about speech in each of its bins.
    private mutating func frameTerm(level: Float) -> Float {
        let speech = sum(narrow.speechPower, in: band)
        let noisePower = sum(noise.noisePower, in: band)
        longTermSpeech = speech + weights.longTerm * (longTermSpeech - speech)
        longTermNoise = noisePower + weights.longTerm * (longTermNoise - noisePower)
        let ratio = longTermSpeech / max(longTermNoise, 1e-20)
        return frameLogit(
            level: level,
            longTerm: log10f(ratio + 1e-3),
            voicing: voicing.strength
        )
    }

    /// How probable speech is in the frame: a third of its bins is as good as all; it rises at once and falls slowly, so
    /// that the ends of words stay.
    private mutating func updateFramePresence() -> Float {
        let mean = logisticSum(logit, in: band) / Float(band.count)
        let now = min(1, 3 * max(mean, 0.02))
        framePresence = max(now, weights.frame * framePresence)
        return framePresence
    }

    /// The gain below the lowest voices, where only rumble is.
    private static func rumble(_ frequency: Float) -> Float {
        frequency < 35 ? 0.1 : frequency < 70 ? 0.5 : 1
    }
}
