internal import RealTime
internal import Spectral

/// What stays above the band that a network has heard: a classical gain, and never more than the network keeps at its top.
///
/// In a pause the network closes its topmost bins, and so the noise above them goes too; in speech the classical gain
/// decides bin by bin.
struct UpperBand: ~Copyable, Sendable {
    /// The first bin above the band.
    private let start: Int
    private var classical: StatisticalGain?
    private var upper: Samples
    private let topBins: Int

    /// The band above the first `networkBins` bins.
    init(networkBins: Int, geometry: FrameGeometry, settings: GainSettings, noise: consuming NoiseEstimator) {
        start = min(networkBins, geometry.bins)
        // The one bin at half of the training rate follows its neighbour; an estimator is for a band.
        let isBand = geometry.bins > networkBins + 1
        classical =
            isBand
            ? StatisticalGain(rule: .logMMSE, geometry: geometry, settings: settings, noise: noise) : nil
        upper = Samples(repeating: 1, count: isBand ? geometry.bins : 0)
        // A kilohertz: wide enough not to follow single bins.
        topBins = isBand ? max(1, min(start, Int(1000 / geometry.frequency(ofBin: 1)))) : 1
    }

    /// Sets the gains above the band from those in it.
    mutating func extend(_ gains: inout Samples, power: borrowing Samples) {
        guard start < gains.count else { return }
        var top: Float = 0
        for bin in start - topBins..<start { top += gains[bin] }
        top = min(1, top / Float(topBins))
        classical?.estimate(power: power, into: &upper)
        for bin in start..<gains.count { gains[bin] = upper.count > 0 ? min(top, upper[bin]) : top }
    }

    mutating func reset() { classical?.reset() }
}
