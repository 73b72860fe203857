internal import Inference
internal import RealTime
internal import Spectral

/// The recurrent mask as an engine: complex gains from a spectrum.
///
/// Bins that the network knows and the stream has not are silence to it; bins above its band follow `UpperBand`.
public struct MaskNetwork: ~Copyable, Sendable {
    private var network: RecurrentMaskNetwork
    private var upper: UpperBand
    private var input, gains, networkStrengths, strengths: Samples
    private let shared: Int

    init(
        _ weights: RecurrentMaskWeights,
        geometry: FrameGeometry,
        settings: GainSettings,
        noise: consuming NoiseEstimator
    ) {
        network = RecurrentMaskNetwork(weights)
        upper = UpperBand(networkBins: weights.bins, geometry: geometry, settings: settings, noise: noise)
        input = Samples(repeating: 0, count: 2 * weights.bins)
        gains = Samples(repeating: 0, count: 2 * weights.bins)
        networkStrengths = Samples(repeating: 0, count: weights.bins)
        strengths = Samples(repeating: 0, count: geometry.bins)
        shared = min(weights.bins, geometry.bins)
    }

    /// Sets the complex gains of the next frame.
    mutating func estimate(spectrum: borrowing Spectrum, power: borrowing Samples, into mask: inout Spectrum)
    {
        spectrum.copyBins(shared, into: &input)
        network.process(input, into: &gains, strengths: &networkStrengths)
        mask.setBins(shared, from: gains)
        strengths.copy(from: networkStrengths, at: 0, count: shared, to: 0)
        upper.extend(&strengths, power: power)
        mask.setReal(from: shared, strengths)
    }

    /// Forgets the past.
    mutating func reset() {
        network.reset()
        upper.reset()
    }
}
