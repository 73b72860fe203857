public import RealTime
internal import Spectral

/// A denoiser that can be exchanged while sound runs.
///
/// A newcomer first runs unheard until its overlap is whole and its noise estimate has begun, then is faded in over
/// 20 ms while the old one fades out; the old one is then handed back to be freed elsewhere.
///
/// - Real time: `process` and `takeRetired`, when the denoiser taken is not freed there.
public struct CrossFader: ~Copyable, Sendable {
    private var current: Denoiser
    private var incoming: Denoiser?
    private var retired: Denoiser?
    private var incomingOutput: Samples
    private var currentOutput: Samples
    // Hops until the fade starts, then hops of the fade that are left.
    private var hopsToWarm = 0
    private var hopsToFade = 0
    private let fadeHops: Int

    /// How long a newcomer listens before it is heard.
    public static let warmUpSeconds: Float = 0.2

    /// Starts with `denoiser`.
    ///
    /// - Real time: no.
    public init(_ denoiser: consuming Denoiser) {
        let count = denoiser.geometry.hop * denoiser.channels
        fadeHops = max(1, Int((0.02 / denoiser.geometry.hopSeconds).rounded(.up)))
        current = denoiser
        incoming = nil
        retired = nil
        incomingOutput = Samples(repeating: 0, count: count)
        currentOutput = Samples(repeating: 0, count: count)
    }

    /// What the denoiser that is heard has met.
    public var statistics: DenoiserStatistics { current.statistics }

    /// Whether an exchange is under way.
    public var isFading: Bool { incoming != nil }

    /// Begins the exchange for `denoiser`; false, and the newcomer is lost, while another exchange is under way.
    ///
    /// - Precondition: equal hop, rate and channels.
    /// - Real time: yes, unless the newcomer is refused, which frees it.
    public mutating func replace(with denoiser: consuming Denoiser) -> Bool {
        precondition(
            denoiser.geometry.hop == current.geometry.hop && denoiser.channels == current.channels
                && denoiser.geometry.sampleRate == current.geometry.sampleRate,
            "only denoisers of one hop, rate and channel count can be faded"
        )
        guard incoming == nil, retired == nil else { return false }
        let warmUp = Int(Self.warmUpSeconds / denoiser.geometry.hopSeconds)
        hopsToWarm = max(warmUp, denoiser.geometry.length / denoiser.geometry.hop + 1)
        hopsToFade = fadeHops
        incoming = consume denoiser
        return true
    }

    /// Cleans one hop, through both denoisers while they are exchanged.
    ///
    /// - Shapes: as `Denoiser.process`.
    /// - Real time: yes.
    public mutating func process(_ block: borrowing Samples, into output: inout Samples) {
        guard var newcomer = incoming.take() else {
            current.process(block, into: &output)
            return
        }
        newcomer.process(block, into: &incomingOutput)
        guard hopsToWarm == 0 else {
            hopsToWarm -= 1
            current.process(block, into: &output)
            incoming = consume newcomer
            return
        }
        current.process(block, into: &currentOutput)
        let first = Float(hopsToFade) / Float(fadeHops)
        let last = Float(hopsToFade - 1) / Float(fadeHops)
        mixRamp(
            dry: currentOutput,
            Ramp.Step(first: first, last: last),
            wet: incomingOutput,
            Ramp.Step(first: 1 - first, last: 1 - last),
            into: &output,
            channels: current.channels
        )
        hopsToFade -= 1
        if hopsToFade == 0 {
            swap(&current, &newcomer)
            retired = consume newcomer
        } else {
            incoming = consume newcomer
        }
    }

    /// The denoiser that the last exchange replaced, once; nil before.
    ///
    /// - Real time: yes.
    public mutating func takeRetired() -> Denoiser? {
        retired.take()
    }
}
