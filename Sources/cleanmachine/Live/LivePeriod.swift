import AudioIO
import Engine

/// The sizes that a wanted latency leads to.
struct LivePeriod: Equatable {
    /// What the devices move at a time, in seconds.
    let seconds: Double
    /// What lies ready at the playback device, in seconds.
    let marginSeconds: Double

    /// The periods to choose from, in milliseconds: whole numbers of frames at every rate that devices use.
    static let choices = [10.0, 5, 2.5, 1.25]

    /// The sizes for a hop where no latency is demanded: two periods a hop, and half a period for being late.
    static func natural(hopMilliseconds: Double) -> LivePeriod {
        let period = choices.first { $0 <= hopMilliseconds / 2 + 0.5 } ?? 1.25
        return LivePeriod(milliseconds: period)
    }

    /// The largest period with which everything fits into `limit`; nil when none does.
    ///
    /// - Units: milliseconds.
    static func fitting(_ limit: Double, algorithm: Double, resampler: Double) -> LivePeriod? {
        choices.map { LivePeriod(milliseconds: $0) }.first { period in
            algorithm + resampler + 1000 * (period.seconds + period.marginSeconds) <= limit
        }
    }

    /// What is to lie ready at a playback device of this shape, in seconds, where the user leaves that open.
    ///
    /// A sound server fetches late and says nothing of what it missed: with 20 ms a null sink of PulseAudio broke off now
    /// and then on a busy machine, with 40 ms never.
    func margin(for playback: DeviceShape) -> Double {
        playback.isServed ? max(marginSeconds, 0.04) : marginSeconds
    }

    private init(milliseconds: Double) {
        seconds = milliseconds / 1000
        marginSeconds = seconds * 1.5
    }

    /// Sizes that the user gave.
    init(seconds: Double, marginSeconds: Double) {
        self.seconds = seconds
        self.marginSeconds = marginSeconds
    }
}
