internal import Inference
internal import RealTime
internal import Spectral

/// The 129×8 network as an engine: gains from powers, with a `SecondOpinion`.
///
/// Bins that the network knows and the stream has not are silence to it; bins above its band follow `UpperBand`.
public struct FrameNetwork: ~Copyable, Sendable {
    private var network: FrameConvolutionNetwork
    private var opinion: SecondOpinion
    private let upper: UpperBand
    private var networkPower, networkGains: Samples
    private let shared: Int

    init(
        _ weights: FrameConvolutionWeights,
        geometry: FrameGeometry,
        settings: DenoiserSettings,
        noise: consuming NoiseEstimator
    ) {
        network = FrameConvolutionNetwork(weights)
        opinion = SecondOpinion(
            networkBins: weights.bins,
            geometry: geometry,
            settings: settings,
            noise: noise
        )
        upper = UpperBand(networkBins: weights.bins, geometry: geometry, settings: settings)
        networkPower = Samples(repeating: 0, count: weights.bins)
        networkGains = Samples(repeating: 0, count: weights.bins)
        shared = min(weights.bins, geometry.bins)
    }

    /// Sets the gains of the next frame; see `GainEstimator`.
    mutating func estimate(power: borrowing Samples, into gains: inout Samples) {
        networkPower.copy(from: power, at: 0, count: shared, to: 0)
        network.process(power: networkPower, into: &networkGains)
        // A network that predicts magnitudes may ask for more than there is.
        for bin in 0..<shared { gains[bin] = min(networkGains[bin], 1) }
        for bin in shared..<gains.count { gains[bin] = 1 }
        opinion.update(power: power, networkGains: gains, upperGain: upper.gain(gains))
        // An engine of gains only takes away.
        for bin in 0..<gains.count { gains[bin] = min(gains[bin] * opinion.factors[bin], 1) }
    }

    /// Forgets the past.
    mutating func reset() {
        network.reset()
        opinion.reset()
    }
}
