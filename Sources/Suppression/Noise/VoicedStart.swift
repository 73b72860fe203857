internal import Glibc
internal import RealTime
internal import Spectral

/// Whether what a stream begins with is a voice: how periodic its frames are on average.
///
/// - Source: autocorrelation as the inverse transform of the magnitudes instead of the powers (Tolonen and Karjalainen
///   2000, "A computationally efficient multipitch analysis model"), so that rumble alone is less periodic. Over the
///   first 100 ms of 178 recordings of noise and noisy speech it stays below 0.35 in all but six per cent (crying babies,
///   chainsaws, chatter); of 108 clean words, begun at their first sound or amid a vowel, 81 per cent lie above. Those that
///   begin with a consonant without voice are taken for noise.
struct VoicedStart: ~Copyable, Sendable {
    private var voicing: Voicing
    private var magnitudes: Samples
    // Windows that hold less than a period and a half of a low voice find one in everything.
    private let isTelling: Bool
    private var strength: Float = 0

    private static let least: Float = 0.3
    private static let most: Float = 0.4

    init(geometry: FrameGeometry) {
        voicing = Voicing(geometry: geometry)
        magnitudes = Samples(repeating: 0, count: geometry.bins)
        isTelling = Float(geometry.length) / Float(geometry.sampleRate) >= 0.015
    }

    /// Moves the mean strength to that of the next frame, by `weight`.
    ///
    /// - Real time: yes, O(length log length).
    mutating func update(power: borrowing Samples, weight: Float) {
        guard isTelling else { return }
        for bin in magnitudes.indices { magnitudes[bin] = min(power[bin], NoiseBounds.most).squareRoot() }
        voicing.update(power: magnitudes)
        strength += weight * (voicing.strength - strength)
    }

    /// Forgets the past.
    ///
    /// - Real time: yes.
    mutating func reset() { strength = 0 }

    /// Whether it is a voice rather than noise.
    var isVoice: Bool { strength > (Self.least + Self.most) / 2 }

    /// How much of the power may be noise: all of it down to −25 dB, the more it is a voice.
    var noiseShare: Float {
        let voice = min(max((strength - Self.least) / (Self.most - Self.least), 0), 1)
        return powf(10, -2.5 * voice)
    }
}
