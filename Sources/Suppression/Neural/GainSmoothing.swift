internal import RealTime
internal import Spectral

/// Draws a network's gains towards what they were of late.
///
/// ```
/// gain ─┬─ mean over some hops, weighted with the power ─┐
///       └──────────── weighted geometric mean ───────────┴─▶ smoothed gain
/// ```
/// From hop to hop a network errs anew in either direction, and most of that averages out. Weighted with the power, the mean
/// follows an onset at once, when what came before was quiet; in a geometric mean a gain that closes still closes.
struct GainSmoothing: ~Copyable, Sendable {
    private var heard, passed: Samples
    private let memory, share: Float

    /// Gains of `bins` bins.
    init(bins: Int, geometry: FrameGeometry, settings: NeuralSettings) {
        heard = Samples(repeating: 0, count: bins)
        passed = Samples(repeating: 0, count: bins)
        memory = geometry.smoothing(seconds: settings.smoothingMilliseconds / 1000)
        share = settings.smoothingShare
    }

    /// Smooths the first `count` complex `gains`, and `strengths`, their magnitudes, for a frame of the given power.
    ///
    /// - Shapes: `gains` complex numbers, real part first.
    /// - Real time: yes.
    mutating func smooth(
        _ gains: inout Samples,
        strengths: inout Samples,
        count: Int,
        power: borrowing Samples
    ) {
        guard share > 0 else { return }
        smoothGains(
            power: power,
            heard: &heard,
            passed: &passed,
            gains: &gains,
            strengths: &strengths,
            count: count,
            memory: memory,
            share: share
        )
    }

    /// Forgets the past.
    mutating func reset() {
        heard.fill(with: 0)
        passed.fill(with: 0)
    }
}
