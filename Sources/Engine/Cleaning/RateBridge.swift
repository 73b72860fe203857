internal import AudioIO
internal import RealTime
internal import Spectral
internal import Suppression

/// Carries a stream to the rate of a pump and back.
struct RateBridge: ~Copyable, Sendable {
    private var inward: Resampler
    private var outward: Resampler
    private var resampled: Samples
    private var cleaned: Samples
    private var isInwardEmpty = false

    /// A bridge from the rate of `format` to `processingRate`; nil where the two are one.
    static func between(_ format: StreamFormat, _ processingRate: Int) throws(AudioError) -> RateBridge? {
        guard format.sampleRate != processingRate else { return nil }
        return try RateBridge(format: format, processingRate: processingRate)
    }

    /// Makes both resamplers.
    private init(format: StreamFormat, processingRate: Int) throws(AudioError) {
        let inward = try Resampler(from: format.sampleRate, to: processingRate, channels: format.channels)
        let outward = try Resampler(from: processingRate, to: format.sampleRate, channels: format.channels)
        let inwardFrames = inward.largestOutput(for: StreamCleaner.blockFrames)
        // A hop is never longer than a second.
        let cleanedFrames = inwardFrames + processingRate
        self.inward = inward
        self.outward = outward
        resampled = Samples(repeating: 0, count: inwardFrames * format.channels)
        cleaned = Samples(repeating: 0, count: cleanedFrames * format.channels)
    }

    /// The room that the output needs.
    var outputFrames: Int { outward.largestOutput(for: cleaned.count / outward.channels) }

    /// Takes `frames` frames, writes what is due and returns how many frames that is.
    mutating func push(
        _ input: borrowing Samples,
        frames: Int,
        through pump: inout HopPump,
        into output: inout Samples
    ) -> Int {
        let count = inward.process(input, frames: frames, into: &resampled)
        let cleanedCount = pump.push(resampled, frames: count, into: &cleaned)
        return outward.process(cleaned, frames: cleanedCount, into: &output)
    }

    /// Writes a part of the rest and returns how many frames; zero is the end.
    mutating func flush(through pump: inout HopPump, into output: inout Samples) -> Int {
        while !isInwardEmpty {
            let count = inward.flush(into: &resampled)
            isInwardEmpty = count == 0
            let cleanedCount = pump.push(resampled, frames: count, into: &cleaned)
            let given = outward.process(cleaned, frames: cleanedCount, into: &output)
            if given > 0 { return given }
        }
        while true {
            let cleanedCount = pump.flush(into: &cleaned)
            guard cleanedCount > 0 else { return outward.flush(into: &output) }
            let given = outward.process(cleaned, frames: cleanedCount, into: &output)
            if given > 0 { return given }
        }
    }

    /// The most frames of the stream by which the output of `denoiser` behind a bridge falls back, tried on silence.
    static func lag(of denoiser: consuming Denoiser, format: StreamFormat) throws(AudioError) -> Int {
        var bridge = try RateBridge(format: format, processingRate: denoiser.geometry.sampleRate)
        var pump = HopPump(denoiser, isAligned: false)
        let silence = Samples(repeating: 0, count: trialFrames * format.channels)
        var output = Samples(repeating: 0, count: bridge.outputFrames * format.channels)
        var balance = 0
        var lag = 0
        for _ in 0..<(format.sampleRate / trialFrames) {
            balance += trialFrames
            balance -= bridge.push(silence, frames: trialFrames, through: &pump, into: &output)
            lag = max(lag, balance)
        }
        // The block itself is owed as soon as it has come.
        return lag + trialFrames
    }

    // Short against every period, so that the blocks of a device cannot meet a lag that the trial has not seen.
    private static let trialFrames = 32
}
