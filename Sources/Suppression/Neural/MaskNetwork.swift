internal import Inference
internal import RealTime
internal import Spectral

/// The recurrent mask as an engine: complex gains from a spectrum at a `HeardLevel`, smoothed along time, with a
/// `SecondOpinion` on their magnitude.
///
/// Bins that the network knows and the stream has not are silence to it; bins above its band follow `UpperBand`.
public struct MaskNetwork: ~Copyable, Sendable {
    private var network: RecurrentMaskNetwork
    private var smoothing: GainSmoothing
    private var opinion: SecondOpinion
    private var level: HeardLevel
    private let upper: UpperBand
    private var input, gains, networkStrengths: Samples
    // Those of the stream's bins; 1 where the network knows none.
    private var strengths: Samples
    private let shared: Int

    init(
        _ weights: RecurrentMaskWeights,
        geometry: FrameGeometry,
        settings: DenoiserSettings,
        noise: consuming NoiseEstimator
    ) {
        network = RecurrentMaskNetwork(weights)
        smoothing = GainSmoothing(bins: weights.bins, geometry: geometry, settings: settings.neural)
        opinion = SecondOpinion(
            networkBins: weights.bins,
            geometry: geometry,
            settings: settings,
            noise: noise
        )
        level = HeardLevel(
            range: settings.neural.quietestDecibels...settings.neural.loudestDecibels,
            networkBins: weights.bins,
            geometry: geometry
        )
        upper = UpperBand(networkBins: weights.bins, geometry: geometry, settings: settings)
        input = Samples(repeating: 0, count: 2 * weights.bins)
        gains = Samples(repeating: 0, count: 2 * weights.bins)
        networkStrengths = Samples(repeating: 0, count: weights.bins)
        strengths = Samples(repeating: 1, count: geometry.bins)
        shared = min(weights.bins, geometry.bins)
    }

    /// Sets the complex gains of the frame that leaves, which has the given power, on hearing the newest.
    mutating func estimate(spectrum: borrowing Spectrum, power: borrowing Samples, into mask: inout Spectrum)
    {
        spectrum.copyBins(shared, into: &input)
        if level.gain != 1 { scale(&input, by: level.gain) }
        network.process(input, into: &gains, strengths: &networkStrengths)
        smoothing.smooth(&gains, strengths: &networkStrengths, count: shared, power: power)
        mask.setBins(shared, from: gains)
        strengths.copy(from: networkStrengths, at: 0, count: shared, to: 0)
        level.update(power: power, strengths: strengths)
        mask.setReal(from: shared, strengths)
        opinion.update(power: power, networkGains: strengths, upperGain: upper.gain(strengths))
        mask.apply(gains: opinion.factors, floor: 0)
    }

    /// Forgets the past.
    mutating func reset() {
        network.reset()
        smoothing.reset()
        level.reset()
        opinion.reset()
    }
}
