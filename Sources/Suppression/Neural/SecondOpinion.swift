internal import RealTime
internal import Spectral

/// A classical gain that is heard beside a network's.
///
/// ```
/// power ─ noise estimate ─ log-MMSE ─▶ classical gain ─┐
/// network ─▶ gain ─────────────────────────────────────┴─ weighted geometric mean ─▶ gain
/// ```
/// The two err differently: a small network holds quiet speech for noise where it has not heard the like, a statistical
/// gain lets noise through that moves. What one of them lowers by mistake, their mean lowers less.
/// Above its band the network has one gain for all bins, that of `UpperBand`, and a power of the classical one is a factor.
/// What the trained mask takes from clear speech at all frequencies alike is given back.
struct SecondOpinion: ~Copyable, Sendable {
    /// What the network's gains, or its complex mask, must be multiplied by; one a bin of the stream.
    private(set) var factors: Samples
    private var classical: StatisticalGain
    private var classicalGains: Samples
    private let networkBins: Int
    private let share, upperShare, makeUp: Float

    /// An opinion beside a network that hears the first `networkBins` bins.
    init(
        networkBins: Int,
        geometry: FrameGeometry,
        settings: DenoiserSettings,
        noise: consuming NoiseEstimator
    ) {
        var gain = settings.gain
        gain.floorDecibels = settings.neural.classicalFloorDecibels
        classical = StatisticalGain(rule: .logMMSE, geometry: geometry, settings: gain, noise: noise)
        classicalGains = Samples(repeating: 1, count: geometry.bins)
        factors = Samples(repeating: 1, count: geometry.bins)
        self.networkBins = min(networkBins, geometry.bins)
        share = settings.neural.classicalShare
        upperShare = settings.neural.upperClassicalShare
        makeUp = settings.makeUp
    }

    /// Sets `factors` from the power of the next frame, the magnitudes of the network's gains, and the gain above them.
    ///
    /// - Shapes: `bins` values each; those of `networkGains` above the network's band are 1.
    /// - Real time: yes.
    mutating func update(power: borrowing Samples, networkGains: borrowing Samples, upperGain: Float) {
        classical.estimate(power: power, into: &classicalGains)
        join(networkGains, 0..<networkBins, share, makeUp)
        join(networkGains, networkBins..<factors.count, upperShare, upperGain)
    }

    /// Forgets the past.
    mutating func reset() { classical.reset() }

    private mutating func join(
        _ networkGains: borrowing Samples,
        _ bins: Range<Int>,
        _ share: Float,
        _ scale: Float
    ) {
        opinionFactor(
            gains: networkGains,
            second: classicalGains,
            bins: bins,
            share: share,
            scale: scale,
            into: &factors
        )
    }
}
