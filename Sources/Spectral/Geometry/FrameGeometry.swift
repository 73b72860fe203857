/// Frames in samples: the settings resolved at one sample rate.
public struct FrameGeometry: Sendable, Equatable {
    /// Samples per second.
    public let sampleRate: Int
    /// Length of the analysis window and of the transform.
    public let length: Int
    /// Length of the synthesis window: the last `synthesisLength` samples of a frame leave it.
    public let synthesisLength: Int
    /// Step between frames.
    public let hop: Int
    /// How many frames come in before the first of them leaves, for an engine that looks ahead.
    public let lookaheadFrames: Int
    /// The windows' shape.
    public let windowPair: WindowPair

    /// Resolves `settings` at `sampleRate`.
    ///
    /// Where the hop is no whole number of samples, the nearest one is taken, if possible one that leaves the analysis
    /// window even, and the windows follow it in proportion: at 44.1 kHz a hop of 4 ms is 176 samples, 3.99 ms. Bins and delays are those
    /// of the samples, so nothing is resampled for a difference of a fraction of a percent.
    ///
    /// - Units: hertz.
    /// - Throws: `GeometryError` when a time is more than a hundredth off, or the windows do not overlap enough.
    public init(_ settings: FrameSettings, sampleRate: Int) throws(GeometryError) {
        let samples = try WholeSamples(settings, sampleRate: sampleRate)
        hop = samples.hop
        length = try samples.window("windowMilliseconds", settings.windowMilliseconds)
        windowPair = settings.windowPair
        lookaheadFrames = settings.lookaheadFrames
        self.sampleRate = sampleRate
        synthesisLength =
            windowPair == .asymmetric
            ? try samples.window("synthesisMilliseconds", settings.synthesisMilliseconds) : length
        guard synthesisLength <= length else {
            throw .synthesisTooLong(synthesisSamples: synthesisLength, windowSamples: length)
        }
        guard synthesisLength >= 2 * hop else {
            throw .tooLittleOverlap(windowSamples: synthesisLength, hopSamples: hop)
        }
    }

    /// The number of frequency bins, from zero to the Nyquist frequency.
    public var bins: Int { length / 2 + 1 }

    /// Samples by which the output stream lags the input stream when hops go in and hops come out.
    public var delay: Int { latency - hop }

    /// Samples from the arrival of a sample until it leaves, the gathering of its hop included.
    public var latency: Int { synthesisLength + lookahead }

    /// Samples by which the frame that leaves ends before the newest one.
    public var lookahead: Int { lookaheadFrames * hop }

    /// The seconds between frames.
    public var hopSeconds: Float { Float(hop) / Float(sampleRate) }

    /// The centre of bin `bin`.
    ///
    /// - Units: hertz.
    public func frequency(ofBin bin: Int) -> Float {
        Float(bin) * Float(sampleRate) / Float(length)
    }

    /// The weight of the old value in a recursive average with the given time constant, one step a frame.
    ///
    /// - Units: seconds; exp(-hop / time).
    public func smoothing(seconds: Float) -> Float {
        seconds <= 0 ? 0 : exponential(-hopSeconds / seconds)
    }
}
