public import RealTime

/// What a denoiser has met, readable from any thread while it runs.
public final class DenoiserStatistics: Sendable {
    /// Hops processed.
    public let hops = Counter()
    /// Input samples at full scale or beyond.
    public let clippedSamples = Counter()
    /// Input samples that were no numbers, infinite, or beyond +120 dB; each was taken as silence.
    public let badSamples = Counter()
    /// Times the state was reset after bad samples.
    public let resets = Counter()
    /// Mean square of the last hop that came in.
    public let inputPower = Parameter(0)
    /// Mean square of the last hop that went out.
    public let outputPower = Parameter(0)

    /// Makes statistics at zero.
    public init() {}
}
