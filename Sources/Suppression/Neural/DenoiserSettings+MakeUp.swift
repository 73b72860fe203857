internal import Glibc
internal import Inference

extension DenoiserSettings {
    /// What makes up for what the network takes from clear speech, or adds to it, as a factor: what its file and the
    /// settings say, together.
    var makeUp: Float {
        powf(10, ((network?.description.makeUpDecibels ?? 0) + neural.makeUpDecibels) / 20)
    }
}
