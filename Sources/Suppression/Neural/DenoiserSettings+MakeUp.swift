internal import Glibc
internal import Inference

/// What makes up for what a network takes from clear speech, or adds to it, as factors.
///
/// Above the network's band its top gains are one part of the gain, so what it adds to clear speech is taken from them,
/// and what it takes is given to the whole: `top * upper` is `band`.
struct MakeUp: Sendable {
    /// In the band, where it is for all frequencies alike.
    let band: Float

    /// What the network's file and the settings say, together.
    init(_ settings: DenoiserSettings) {
        let own = settings.network?.description.makeUpDecibels ?? 0
        band = powf(10, (own + settings.neural.makeUpDecibels) / 20)
    }

    /// On the gains at the top of the band where they stand for what is above, at most 1.
    var top: Float { min(1, band) }

    /// On the gain above the band, at least 1.
    var upper: Float { max(1, band) }
}
