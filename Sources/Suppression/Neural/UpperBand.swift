internal import Glibc
internal import RealTime
internal import Spectral

/// What a network says of the band above the one that it hears: what it does at its top.
///
/// In a pause the network closes its topmost bins, and so the noise above them goes too; in speech `SecondOpinion` tells
/// the bins apart.
struct UpperBand: Sendable {
    /// The first bin above the band.
    private let start: Int
    private let topBins: Int
    private let makeUp, share: Float

    /// The band above the first `networkBins` bins.
    init(networkBins: Int, geometry: FrameGeometry, settings: DenoiserSettings) {
        start = min(networkBins, geometry.bins)
        // A kilohertz, wide enough not to follow single bins; a single bin, half of the training rate, its neighbour.
        let isBand = geometry.bins > networkBins + 1
        topBins = isBand ? max(1, min(start, Int(1000 / geometry.frequency(ofBin: 1)))) : 1
        makeUp = settings.makeUp
        share = settings.neural.upperNetworkShare
    }

    /// The gain above the band, for gains in it; 1 in clear speech.
    ///
    /// - Real time: yes.
    func gain(_ gains: borrowing Samples) -> Float {
        guard start < gains.count else { return 1 }
        var top: Float = 0
        for bin in start - topBins..<start { top += gains[bin] }
        return powf(min(1, makeUp * top / Float(topBins)), share)
    }
}
