public import RealTime
public import Spectral

/// A recursive average that a voice detector stops while there is speech.
///
/// The detector hears speech when the mean log likelihood ratio of the bins between 100 Hz and 8 kHz exceeds a
/// threshold, and for a hang-over after that, since words end softly. Noise that grows louder would count as speech
/// for ever; so the estimate never stays below the minimum of the smoothed power of the last stretch, which speech,
/// with its pauses between syllables, does not raise.
///
/// - Source: Sohn, Kim and Sung 1999, "A statistical model-based voice activity detection", eq. 3–5 with the
///   decision-directed a-priori SNR; the hang-over is a count instead of their Markov chain.
public struct RecursiveAverage: ~Copyable, NoiseTracker {
    /// Whether the last frame held speech, the hang-over included.
    public private(set) var hearsSpeech = false
    private let weights: Samples
    private var speech: Samples
    private var smoothed: Samples
    private var lowest: Samples
    private var hangOver = 0
    private var stretch = 0
    private let hangOverFrames: Int
    private let stretchFrames: Int
    private let noiseKeep: Float
    private let speechKeep: Float
    private let powerKeep: Float

    /// Above the mean log likelihood ratio of 99 in 100 frames of white noise or more, at hops of 4 to 16 ms.
    private static let threshold: Float = 0.25
    /// The minimum over a stretch lies about this far below the mean of noise; were the estimate to rise to much less
    /// than the mean, the detector would go on hearing speech.
    private static let minimumBias: Float = 2

    /// Makes a tracker for frames of `geometry`.
    ///
    /// - Real time: no.
    public init(geometry: FrameGeometry, settings: NoiseSettings) {
        let bins = geometry.bins
        var weights = Samples(repeating: 0, count: bins)
        let voice = weights.indices.filter { 100...8000 ~= geometry.frequency(ofBin: $0) }
        for bin in voice { weights[bin] = 1 / Float(voice.count) }
        self.weights = weights
        speech = Samples(repeating: 0, count: bins)
        smoothed = Samples(repeating: 0, count: bins)
        lowest = Samples(repeating: 0, count: bins)
        hangOverFrames = geometry.frames(seconds: 0.15)
        stretchFrames = geometry.frames(seconds: 0.75)
        noiseKeep = geometry.smoothing(seconds: settings.smoothingMilliseconds / 1000)
        speechKeep = geometry.smoothing(seconds: 0.05)
        powerKeep = geometry.smoothing(seconds: 0.05)
    }

    /// Averages the frame into the estimate unless it holds speech.
    ///
    /// - Real time: yes, O(bins).
    public mutating func update(power: borrowing Samples, noisePower: inout Samples) {
        let ratio = likelihood(
            power,
            noise: noisePower,
            weights: weights,
            speech: &speech,
            smoothed: &smoothed,
            lowest: &lowest,
            speechKeep: speechKeep,
            powerKeep: powerKeep
        )
        hangOver = ratio > Self.threshold ? hangOverFrames : max(0, hangOver - 1)
        hearsSpeech = hangOver > 0
        if !hearsSpeech { follow(power, noise: &noisePower, keep: noiseKeep) }
        stretch += 1
        if stretch >= stretchFrames {
            stretch = 0
            raise(&noisePower, to: &lowest, bias: Self.minimumBias, restartingAt: smoothed)
        }
    }

    /// Forgets all but the given estimate.
    ///
    /// - Real time: yes.
    public mutating func start(from noisePower: borrowing Samples) {
        speech.fill(with: 0)
        smoothed.copy(from: noisePower)
        lowest.copy(from: noisePower)
        hangOver = 0
        stretch = 0
        hearsSpeech = false
    }
}
