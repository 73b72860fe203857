internal import RealTime
internal import Spectral

/// The average of the first frames of a stream, which noise alone is hoped to fill.
struct NoiseStart: ~Copyable, Sendable {
    private var padded: Samples
    private let overlapFrames: Int
    private let learnFrames: Int
    private var frames = 0

    init(geometry: FrameGeometry, settings: NoiseSettings) {
        padded = Samples(repeating: 0, count: geometry.bins + 4)
        // The first windows reach back before the stream and hold too little.
        overlapFrames = (geometry.length + geometry.hop - 1) / geometry.hop
        learnFrames = geometry.frames(seconds: settings.learnMilliseconds / 1000)
    }

    /// Whether all frames are in.
    var isOver: Bool { frames >= overlapFrames + learnFrames - 1 }

    /// Takes a frame into the average; speech amid the noise counts for little more than the noise does.
    mutating func take(_ power: borrowing Samples, frameTotal: Float, into noisePower: inout Samples) {
        frames += 1
        let learned = frames - overlapFrames
        guard learned > 0 else {
            bound(power, into: &noisePower)
            return
        }
        let scale = min(1, 2 * total(noisePower) / frameTotal)
        average(
            power,
            into: &noisePower,
            scratch: &padded,
            weight: 1 / Float(learned + 1),
            scale: scale
        )
    }

    /// Ends the start at once: the noise is known.
    mutating func skip() { frames = overlapFrames + learnFrames }

    mutating func reset() { frames = 0 }
}
