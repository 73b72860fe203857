/// Steers the ratio of a resampler so that the time on the way from capture to playback stays at its target.
///
/// A second-order loop: what the clocks differ by is learnt and kept, even over interruptions. It begins fast and becomes
/// slower with time, so that the jitter of device pointers, which move by whole periods, does not become a wavering pitch.
/// Where positions are too uncertain for that, within the slack, nothing is corrected: a difference of clocks shows as an
/// error that grows beyond any slack, and jitter does not.
///
/// - Source: Adriaensen, Using a DLL to filter time, 2005, for the bandwidths.
public struct DriftLoop: Sendable {
    /// The most that is corrected: 1000 ppm, less than two cents of pitch.
    public static let largestCorrection = 1e-3
    /// The most that the correction moves in a second.
    static let largestSlew = 4e-4

    /// The correction that now applies: the share by which the input is taken faster.
    public private(set) var correction = 0.0
    /// The difference of the clocks as learnt so far; positive when capture runs faster than playback.
    public private(set) var skew = 0.0
    /// The smoothed time on the way beyond the target, in seconds.
    public private(set) var error = 0.0

    private let slack: Double
    // Radians per second: the bandwidth at first; no clock leaves the slack so fast that it would have to be wider there.
    private let widest: Double
    private var secondsSettling = 0.0
    private var isPrimed = false

    /// Makes a loop that corrects nothing yet.
    ///
    /// - Parameter slack: the error, in seconds, up to which nothing is corrected.
    public init(slack: Double = 0) {
        precondition(slack >= 0)
        self.slack = slack
        widest = slack > 0 ? 0.05 : 0.3
    }

    /// Takes a new measurement.
    ///
    /// - Parameters:
    ///   - excess: the time on the way minus its target, in seconds.
    ///   - elapsed: the time since the last measurement, in seconds.
    /// - Real time: yes.
    public mutating func update(excess: Double, elapsed: Double) {
        guard elapsed > 0, excess.isFinite else { return }
        let step = min(elapsed, 0.5)
        secondsSettling += step
        let bandwidth = min(widest, max(Self.narrowest, Self.narrowing / secondsSettling))
        if isPrimed {
            // Four times as fast as the loop: it takes the edge off leaps and leaves the loop stable.
            error += (excess - error) * min(1, step * 4 * bandwidth)
        } else {
            error = excess
            isPrimed = true
        }
        let beyondSlack = error - min(max(error, -slack), slack)
        skew += bandwidth * bandwidth * beyondSlack * step
        skew = min(max(skew, -Self.largestCorrection), Self.largestCorrection)
        let wanted = skew + 2 * 0.8 * bandwidth * beyondSlack
        let bounded = min(max(wanted, -Self.largestCorrection), Self.largestCorrection)
        let slew = Self.largestSlew * step
        correction += min(max(bounded - correction, -slew), slew)
    }

    /// Forgets the measurements after an interruption, but not the difference of the clocks.
    ///
    /// - Real time: yes.
    public mutating func restart() {
        isPrimed = false
        error = 0
        correction = skew
        // It may be another device that came back, with a clock of its own.
        secondsSettling = min(secondsSettling, Self.narrowing / widest * 2)
    }

    // The bandwidth at last, in radians per second, and the angle by which it falls with time.
    private static let narrowest = 0.02
    private static let narrowing = 3.0
}
