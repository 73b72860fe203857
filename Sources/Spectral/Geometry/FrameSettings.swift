/// Frames in milliseconds: one choice for every sample rate.
public struct FrameSettings: Sendable, Equatable {
    /// Length of the analysis window, which is the transform's length.
    public var windowMilliseconds: Float
    /// Step between frames.
    public var hopMilliseconds: Float
    /// The windows' shape.
    public var windowPair: WindowPair
    /// Length of the synthesis window of the asymmetric pair, which is its latency; the other pairs have one length.
    public var synthesisMilliseconds: Float
    /// How many frames are heard beyond the one that is cleaned, each a hop of delay: the network's, no setting by itself.
    public var lookaheadFrames: Int

    /// Makes frames of the given times.
    ///
    /// - Units: milliseconds.
    public init(
        windowMilliseconds: Float,
        hopMilliseconds: Float,
        windowPair: WindowPair,
        synthesisMilliseconds: Float? = nil,
        lookaheadFrames: Int = 0
    ) {
        precondition(lookaheadFrames >= 0, "frames that have not come yet are ahead")
        self.windowMilliseconds = windowMilliseconds
        self.hopMilliseconds = hopMilliseconds
        self.windowPair = windowPair
        self.synthesisMilliseconds = synthesisMilliseconds ?? windowMilliseconds
        self.lookaheadFrames = lookaheadFrames
    }

    /// The lowest rate at or above `sampleRate`, of those that audio devices and codecs use, at which window and hop
    /// are whole numbers of samples, within a hundredth; nil when there is none.
    ///
    /// - Units: hertz.
    public func processingRate(for sampleRate: Int) -> Int? {
        if (try? FrameGeometry(self, sampleRate: sampleRate)) != nil { return sampleRate }
        let rates = [8000, 12000, 16000, 24000, 32000, 48000, 96000, 192_000, 384_000]
        return rates.first { $0 >= sampleRate && (try? FrameGeometry(self, sampleRate: $0)) != nil }
    }
}
