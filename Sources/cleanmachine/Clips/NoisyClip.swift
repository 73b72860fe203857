import Evaluation

/// A clip with noise in each of its channels.
struct NoisyClip {
    /// What each channel is made of, all at one scale.
    private(set) var mixtures: [Mixture] = []

    /// Adds `noise`, a channel an array, to `speech`, every channel at the same ratio.
    ///
    /// Where channels would clip, all are scaled by the one that must be scaled most, lest the balance change. In
    /// messages the noise is called `place`.
    ///
    /// - Throws: `Failure` where speech or noise is silent.
    init(
        _ speech: Clip,
        _ noise: [[Float]],
        from place: String,
        snrDecibels: Double,
        seed: UInt64
    ) throws {
        for (channel, pair) in zip(speech.channels, noise).enumerated() {
            do throws(MixingError) {
                mixtures.append(
                    try Mixture(
                        speech: pair.0,
                        noise: pair.1,
                        snrDecibels: snrDecibels,
                        sampleRate: speech.sampleRate,
                        seed: seed
                    )
                )
            } catch {
                let culprit = error == .silentNoise ? place : speech.path
                throw Failure.badData("\(culprit), channel \(channel + 1): \(error)")
            }
        }
        let scale = mixtures.map(\.scale).min() ?? 1
        for index in mixtures.indices where mixtures[index].scale > scale {
            mixtures[index].attenuate(by: scale / mixtures[index].scale)
        }
    }
}
