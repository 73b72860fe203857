/// Noisy speech at a known signal-to-noise ratio, and what it was made of.
public struct Mixture: Sendable {
    /// The sum of `clean` and `noise`.
    public private(set) var noisy: [Float]
    /// The speech as it is in the sum.
    public private(set) var clean: [Float]
    /// The noise as it is in the sum.
    public private(set) var noise: [Float]
    /// The active level of the speech that was given.
    public let speechLevel: ActiveSpeechLevel
    /// The factor on the noise, before `scale`.
    public let noiseGain: Double
    /// The factor on both speech and noise; less than one only where the sum would have clipped.
    public private(set) var scale: Double

    /// The largest magnitude, but for rounding: what 16-bit samples hold on both sides of zero.
    public static let ceiling: Float = 32_767 / 32_768

    /// Adds `noise` to `speech` so that the active level of the speech exceeds the level of the noise over the whole
    /// length by `snrDecibels`.
    ///
    /// The noise is first fitted to the length of the speech, in a way that `seed` decides. Where the sum or one of
    /// its parts would exceed `ceiling`, both parts are scaled down together.
    ///
    /// - Precondition: `sampleRate > 0`.
    public init(
        speech: [Float],
        noise: [Float],
        snrDecibels: Double,
        sampleRate: Int,
        seed: UInt64
    ) throws(MixingError) {
        guard snrDecibels.isFinite, SignalLevel(of: speech).rootMeanSquare.isFinite else { throw .notFinite }
        guard let speechLevel = ActiveSpeechLevel(of: speech, sampleRate: sampleRate) else {
            throw .silentSpeech
        }
        guard !noise.isEmpty else { throw .silentNoise }
        let fitted = fittedNoise(noise, count: speech.count, sampleRate: sampleRate, seed: seed)
        let noiseLevel = SignalLevel(of: fitted)
        guard noiseLevel.rootMeanSquare.isFinite else { throw .notFinite }
        guard noiseLevel.rootMeanSquare > 0 else { throw .silentNoise }
        let gain = amplitude(decibels: speechLevel.decibels - snrDecibels - noiseLevel.decibels)
        guard Float(gain * Double(noiseLevel.peak)).isFinite else { throw .notFinite }
        self.speechLevel = speechLevel
        noiseGain = gain
        scale = 1
        clean = speech
        self.noise = fitted.map { Float(Double($0) * gain) }
        noisy = speech
        for n in noisy.indices { noisy[n] += self.noise[n] }
        let peak = max(
            SignalLevel(of: noisy).peak,
            SignalLevel(of: clean).peak,
            SignalLevel(of: self.noise).peak
        )
        if peak > Self.ceiling { attenuate(by: Double(Self.ceiling) / Double(peak)) }
    }

    /// Scales the sum and its parts down by `factor`, as where another channel of the same sound would clip.
    ///
    /// - Precondition: `factor` lies in `0...1`.
    public mutating func attenuate(by factor: Double) {
        precondition(factor >= 0 && factor <= 1)
        scale *= factor
        for n in noisy.indices {
            clean[n] = Float(Double(clean[n]) * factor)
            noise[n] = Float(Double(noise[n]) * factor)
            // Of the parts as rounded, so that they add up to the sum exactly.
            noisy[n] = clean[n] + noise[n]
        }
    }
}
