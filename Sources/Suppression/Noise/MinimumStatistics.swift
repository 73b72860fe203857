internal import CKernels
internal import Glibc
public import RealTime
public import Spectral

/// The minimum of the optimally smoothed power over a sliding window, corrected for lying below the mean.
///
/// Speech leaves gaps in every bin within a second or so; what remains in them is noise. It needs no decision about
/// speech, and follows a rise of the noise only when the window has passed or, faster, when the minimum of a
/// sub-window rises within the allowed slope.
///
/// - Source: Martin 2001, "Noise power spectral density estimation based on optimal smoothing and minimum
///   statistics", figure 5 with eq. 4–6 and 9–23. Its factors per frame of 16 ms are time constants here, as in
///   Brookes' VOICEBOX (estnoisem).
public struct MinimumStatistics: ~Copyable, NoiseTracker {
    private var planes: MinimumPlanes
    private let subWindows: Int
    private let subWindowFrames: Int
    private let correctionKeep: Float
    private let keepMost: Float
    private let keepLeast: Float
    private let momentsKeepMost: Float
    private let fallExponent: Float
    private let bias: cm_minimum_bias
    private let slopes: InlineArray<4, Float>
    private var correction: Float = 1
    private var frames = 0
    private var position = 0
    private var slot = 0

    /// Makes a tracker for frames of `geometry`.
    ///
    /// - Real time: no.
    public init(geometry: FrameGeometry, settings: NoiseSettings) {
        subWindows = 8
        let subWindowSeconds = settings.minimumWindowMilliseconds / 1000 / Float(subWindows)
        subWindowFrames = max(3, geometry.frames(seconds: subWindowSeconds))
        planes = MinimumPlanes(bins: geometry.bins, slots: subWindows)
        correctionKeep = geometry.smoothing(seconds: 0.0449)
        keepMost = geometry.smoothing(seconds: 0.392)
        keepLeast = geometry.smoothing(seconds: 0.0133)
        momentsKeepMost = geometry.smoothing(seconds: 0.0717)
        fallExponent = -geometry.hopSeconds / 0.064
        let window = subWindows * subWindowFrames
        bias = cm_minimum_bias(
            correction: 1,
            count: Float(window),
            median: medianOfMinimum(count: window),
            short_count: Float(subWindowFrames),
            short_median: medianOfMinimum(count: subWindowFrames)
        )
        // Martin's limits of 8, 4, 2 and 1.2 for a sub-window of 12 frames of 16 ms, in decibels a second.
        let seconds = Float(subWindowFrames) * geometry.hopSeconds
        func slope(_ decibelsPerSecond: Float) -> Float { powf(10, decibelsPerSecond * seconds / 10) }
        slopes = [slope(47), slope(31.4), slope(15.7), slope(4.1)]
    }

    /// Smooths the frame and seeks its minima; the estimate stands still in the first frame of a sub-window.
    ///
    /// - Real time: yes, O(bins).
    public mutating func update(power: borrowing Samples, noisePower: inout Samples) {
        frames = min(frames + 1, 1000)
        let inverseFreedom = planes.smooth(power, noise: noisePower, by: smoothing(power, noisePower))
        var bias = bias
        bias.correction = 1 + 2.12 * inverseFreedom.squareRoot()
        position += 1
        guard position >= subWindowFrames else {
            planes.search(noise: &noisePower, bias: bias, isFirst: position == 1)
            return
        }
        let steepness = inverseFreedom < 0.03 ? 0 : inverseFreedom < 0.05 ? 1 : inverseFreedom < 0.06 ? 2 : 3
        planes.renew(noise: &noisePower, bias: bias, slot: slot, slope: slopes[steepness])
        position = 0
        slot = (slot + 1) % subWindows
    }

    /// Forgets all but the given estimate.
    ///
    /// - Real time: yes.
    public mutating func start(from noisePower: borrowing Samples) {
        planes.start(from: noisePower)
        correction = 1
        frames = 0
        position = 0
        slot = 0
    }

    private mutating func smoothing(
        _ power: borrowing Samples,
        _ noisePower: borrowing Samples
    ) -> cm_minimum_smoothing {
        let sums = planes.levels(power: power, noise: noisePower)
        let error = min(sums.smoothed / sums.power - 1, 1e6)
        let now = max(1 / (1 + error * error), 0.7)
        correction = correctionKeep * correction + (1 - correctionKeep) * now
        return cm_minimum_smoothing(
            keep_most: keepMost * correction,
            keep_least: min(keepLeast, powf(sums.smoothed / sums.noise, fallExponent)),
            moments_keep_most: momentsKeepMost,
            inverse_freedom_least: 1 / (14 * Float(frames + 1))
        )
    }
}
