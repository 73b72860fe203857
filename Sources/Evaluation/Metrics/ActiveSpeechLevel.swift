internal import Glibc

/// How loud speech is while it lasts, its pauses left out.
public struct ActiveSpeechLevel: Sendable, Equatable {
    /// The level of the speech while it is active.
    ///
    /// - Units: dB, 0 for a full-scale square wave (dBov).
    public let decibels: Double
    /// The part of the time in which speech is active, from 0 to 1.
    public let activity: Double

    /// Measures `samples`, or gives nil if they are silent.
    ///
    /// The recommendation asks for thresholds at most 6.02 dB apart; these are 0.1 dB apart, so that the level of a
    /// scaled signal is the scaled level to within a thousandth of a decibel.
    ///
    /// - Precondition: `sampleRate > 0`.
    /// - Source: ITU-T P.56 (12/2011), method B: envelope of two exponential averages of 30 ms, hangover of 200 ms,
    ///   margin of 15.9 dB.
    public init?(of samples: [Float], sampleRate: Int) {
        precondition(sampleRate > 0)
        let energy = samples.reduce(0.0) { $0 + Double($1) * Double($1) }
        let histogram = HeldEnvelope.histogram(of: samples, sampleRate: sampleRate)
        guard energy > 0, energy.isFinite, histogram.contains(where: { $0 > 0 }) else { return nil }
        // From the highest threshold down, the count of samples above it can only grow, the level while active can
        // only fall, and the margin between level and threshold grows until it is the one sought.
        var active = 0
        var above: (level: Double, margin: Double)?
        var found: Double?
        for index in histogram.indices.reversed() {
            active += histogram[index]
            guard active > 0 else { continue }
            let level = Evaluation.decibels(power: energy / Double(active))
            let margin = level - HeldEnvelope.threshold(index)
            if margin >= Self.margin {
                // A click is so short that even the highest threshold it passes has a wider margin.
                let upper = above ?? (level, margin)
                let part = margin > upper.margin ? (Self.margin - upper.margin) / (margin - upper.margin) : 0
                found = upper.level + part * (level - upper.level)
                break
            }
            above = (level, margin)
        }
        let whole = Evaluation.decibels(power: energy / Double(samples.count))
        decibels = max(found ?? whole, whole)
        activity = pow(10, (whole - decibels) / 10)
    }

    /// By how much the level of active speech exceeds the threshold of activity, in dB.
    private static let margin = 15.9
}
