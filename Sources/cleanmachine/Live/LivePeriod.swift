import AudioIO
import Engine

/// The sizes that a wanted latency leads to.
struct LivePeriod: Equatable {
    /// What the capture device gives at a time, in seconds.
    let captureSeconds: Double
    /// What the playback device moves at a time, in seconds.
    let seconds: Double
    /// What lies ready at the playback device, in seconds.
    let marginSeconds: Double

    /// The periods to choose from for playback, in milliseconds: whole numbers of frames at every rate that devices use.
    static let choices = [10.0, 5, 2.5, 1.25]

    /// The sizes for a hop where no latency is demanded: two periods of playback a hop, and half a period for being late.
    static func natural(hopMilliseconds: Double) -> LivePeriod {
        let period = choices.first { $0 <= hopMilliseconds / 2 + 0.5 } ?? 1.25
        return LivePeriod(hopMilliseconds: hopMilliseconds, milliseconds: period)
    }

    /// The largest period with which everything fits into `limit`; nil when none does.
    ///
    /// - Units: milliseconds.
    static func fitting(_ limit: Double, hop: Double, algorithm: Double, resampler: Double) -> LivePeriod? {
        choices.map { LivePeriod(hopMilliseconds: hop, milliseconds: $0) }.first { period in
            algorithm + resampler + 1000 * (period.captureSeconds + period.marginSeconds) <= limit
        }
    }

    /// What is to lie ready at a playback device of this shape, in seconds, where the user leaves that open.
    ///
    /// A sound server fetches late and says nothing of what it missed: with 20 ms a null sink of PulseAudio broke off now
    /// and then on a busy machine, with 40 ms never.
    func margin(for playback: DeviceShape) -> Double {
        playback.isServed ? max(marginSeconds, 0.04) : marginSeconds
    }

    private init(hopMilliseconds: Double, milliseconds: Double) {
        captureSeconds = Self.captureMilliseconds(hop: hopMilliseconds) / 1000
        seconds = milliseconds / 1000
        marginSeconds = seconds * 1.5
    }

    /// A hop: less would wake three threads for sound that waits for the rest of its hop, and more would wait for nothing.
    ///
    /// Of a long one a whole part, as a device must hold some.
    static func captureMilliseconds(hop: Double) -> Double { hop / (hop / 20).rounded(.up) }

    /// Sizes that the user gave.
    init(captureSeconds: Double, seconds: Double, marginSeconds: Double) {
        self.captureSeconds = captureSeconds
        self.seconds = seconds
        self.marginSeconds = marginSeconds
    }
}
