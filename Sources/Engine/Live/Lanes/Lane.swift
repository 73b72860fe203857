public import AudioIO
internal import RealTime
public import Suppression

/// One cleaner of live sound: whatever block comes in, as many frames go out, later by a time that never changes.
///
/// - Real time: `process`, where the stream's rate needs no resampling.
public struct Lane: ~Copyable, Sendable {
    /// The time that it adds.
    ///
    /// - Units: frames of the stream.
    public let latencyFrames: Int
    private var cleaner: StreamCleaner
    private var cleaned: Samples
    // What is cleaned and not given yet; it starts with silence, which is the latency.
    private var waiting: Samples
    private var waitingFrames: Int

    /// Makes the cleaner.
    ///
    /// - Parameters:
    ///   - settings: how it cleans.
    ///   - format: the stream's shape.
    ///   - stepFrames: the frames of which `process` is given multiples; nil for any number, which takes the longest.
    ///   - noiseProfile: the noise, where it is known.
    /// - Throws: as `StreamCleaner.init`.
    /// - Real time: no.
    public init(
        _ settings: DenoiserSettings,
        format: StreamFormat,
        stepFrames: Int? = nil,
        noiseProfile: NoiseProfile? = nil
    ) throws(AudioError) {
        let cleaner = try StreamCleaner(
            settings,
            format: format,
            isAligned: false,
            noiseProfile: noiseProfile
        )
        let lag = cleaner.lag(ofBlocks: stepFrames)
        latencyFrames = cleaner.latencyFrames(ofBlocks: stepFrames)
        cleaned = Samples(repeating: 0, count: cleaner.outputFrames * format.channels)
        waiting = Samples(
            repeating: 0,
            count: (lag + StreamCleaner.blockFrames + cleaner.outputFrames) * format.channels
        )
        waitingFrames = lag
        self.cleaner = cleaner
    }

    /// What may be changed while it runs.
    public var controls: DenoiserControls { cleaner.controls }

    /// What it has met.
    public var statistics: DenoiserStatistics { cleaner.statistics }

    /// Cleans `frames` frames of `input` and writes as many to the start of `output`.
    ///
    /// - Shapes: interleaved.
    /// - Precondition: `frames` is at most `StreamCleaner.blockFrames`, and whole blocks where those were promised.
    mutating func process(_ input: borrowing Samples, frames: Int, into output: inout Samples) {
        let channels = cleaner.format.channels
        let count = cleaner.push(input, frames: frames, into: &cleaned)
        waiting.copy(from: cleaned, at: 0, count: count * channels, to: waitingFrames * channels)
        waitingFrames += count
        // A resampler may hold back more for once than it did when its lag was measured.
        let given = min(frames, waitingFrames)
        output.copy(from: waiting, at: 0, count: given * channels, to: 0)
        output.fill(with: 0, in: given * channels..<frames * channels)
        waitingFrames -= given
        waiting.move(from: given * channels, count: waitingFrames * channels, to: 0)
    }
}
