internal import RealTime
internal import Spectral

/// What a network would do above the band that it hears: what it does at its top.
///
/// In a pause the network closes its topmost bins, and so the noise above them goes too; in speech `SecondOpinion` tells
/// the bins apart.
struct UpperBand: Sendable {
    /// The first bin above the band.
    private let start: Int
    private let topBins: Int
    private let topMakeUp: Float

    /// The band above the first `networkBins` bins.
    init(networkBins: Int, geometry: FrameGeometry, makeUp: MakeUp) {
        start = min(networkBins, geometry.bins)
        // A kilohertz, wide enough not to follow single bins; a single bin, half of the training rate, its neighbour.
        let isBand = geometry.bins > networkBins + 1
        topBins = isBand ? max(1, min(start, Int(1000 / geometry.frequency(ofBin: 1)))) : 1
        topMakeUp = makeUp.top
    }

    /// Sets the gains above the band from those in it.
    ///
    /// - Real time: yes.
    func extend(_ gains: inout Samples) {
        guard start < gains.count else { return }
        var top: Float = 0
        for bin in start - topBins..<start { top += gains[bin] }
        top = min(1, topMakeUp * top / Float(topBins))
        for bin in start..<gains.count { gains[bin] = top }
    }
}
