internal import Glibc

/// The make-up as factors.
///
/// Above the network's band its top gains are one part of the gain, so what it adds to clear speech is taken from them,
/// and what it takes is given to the whole: `topMakeUp * upperMakeUp` is `makeUp`.
extension NeuralSettings {
    /// In the band, where it is for all frequencies alike.
    var makeUp: Float { powf(10, makeUpDecibels / 20) }

    /// On the gains at the top of the band where they stand for what is above, at most 1.
    var topMakeUp: Float { min(1, makeUp) }

    /// On the gain above the band, at least 1.
    var upperMakeUp: Float { max(1, makeUp) }
}
