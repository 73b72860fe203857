import Evaluation

/// What one mixture is.
struct MixReport: Encodable {
    let output: String
    let speech: String
    let noise: String
    let snrDecibels: Double
    /// Of the speech as given, one a channel.
    let activeLevelDecibels: [Double]
    /// Of the time of the speech, one a channel.
    let activity: [Double]
    let scale: Double

    init(_ output: String, _ speech: String, _ noise: String, _ snrDecibels: Double, _ mixtures: [Mixture]) {
        self.output = output
        self.speech = speech
        self.noise = noise
        self.snrDecibels = snrDecibels
        activeLevelDecibels = mixtures.map(\.speechLevel.decibels)
        activity = mixtures.map(\.speechLevel.activity)
        scale = mixtures.map(\.scale).min() ?? 1
    }

    /// The same in one line.
    var line: String {
        let levels = activeLevelDecibels.map { $0.decimals(1) }.joined(separator: ", ")
        return "\(output): \(speech) + \(noise), SNR \(snrDecibels.brief) dB, "
            + "active level \(levels) dBov, scale \(scale.decimals(3))"
    }
}
