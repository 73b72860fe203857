internal import RealTime
internal import Spectral

/// The average of the first frames of a stream, unless a voice fills them.
///
/// ```
/// frames ─▶ average of a round ─▶ least of all rounds ─▶ lowered as far as voiced ─▶ noise
///    └────▶ voicing ─▶ voiced? ─ yes ─▶ another round, for half a second at most
/// ```
/// Where sound begins after silence, after a fault or in a file that was cut, speech begins as often as noise does. The
/// noise of a round that is voiced is kept 25 dB low, and what stays lowest over the rounds that follow it is what lies
/// between the syllables, or noise that hums.
struct NoiseStart: ~Copyable, Sendable {
    private var mean: Samples
    private var lowest: Samples
    private var padded: Samples
    private var voiced: VoicedStart
    private let overlapFrames: Int
    private let learnFrames: Int
    private let mostRounds: Int
    private var frames = 0
    private var rounds = 0

    init(geometry: FrameGeometry, settings: NoiseSettings) {
        mean = Samples(repeating: NoiseBounds.least, count: geometry.bins)
        lowest = Samples(repeating: NoiseBounds.most, count: geometry.bins)
        padded = Samples(repeating: 0, count: geometry.bins + 4)
        voiced = VoicedStart(geometry: geometry)
        // The first windows reach back before the stream and hold too little.
        overlapFrames = (geometry.length + geometry.hop - 1) / geometry.hop
        learnFrames = geometry.frames(seconds: settings.learnMilliseconds / 1000)
        mostRounds = 1 + geometry.frames(seconds: 0.5) / learnFrames
    }

    /// Whether the noise is known.
    var isOver: Bool { rounds >= mostRounds }

    /// Takes a frame into the average; speech amid the noise counts for little more than the noise does.
    mutating func take(_ power: borrowing Samples, frameTotal: Float, into noisePower: inout Samples) {
        frames += 1
        let learned = frames - overlapFrames
        if learned > 0 {
            let weight = 1 / Float(learned + 1)
            let scale = min(1, 2 * total(mean) / frameTotal)
            average(power, into: &mean, scratch: &padded, weight: weight, scale: scale)
            voiced.update(power: power, weight: weight)
        } else {
            bound(power, into: &mean)
            voiced.update(power: power, weight: 1)
        }
        if frames >= overlapFrames + learnFrames - 1 { finishRound() }
        publish(into: &noisePower)
    }

    /// Ends the start at once: the noise is known.
    mutating func skip() { rounds = mostRounds }

    mutating func reset() {
        lowest.fill(with: NoiseBounds.most)
        voiced.reset()
        frames = 0
        rounds = 0
    }

    private mutating func finishRound() {
        takeMinimum(mean, at: 0, into: &lowest)
        rounds = voiced.isVoice ? rounds + 1 : mostRounds
        // Windows are full from now on.
        frames = overlapFrames - 1
    }

    private func publish(into noisePower: inout Samples) {
        let share = isOver ? 1 : voiced.noiseShare
        for bin in noisePower.indices {
            noisePower[bin] = max(NoiseBounds.least, share * min(lowest[bin], mean[bin]))
        }
    }
}
