public import AudioIO
public import RealTime
internal import Spectral
public import Suppression

/// Cleans a stream of any rate, block by block: the path that pipes and files share.
///
/// Where the frames are not near whole samples at the stream's rate, the sound is resampled on the way in and back
/// on the way out; nothing is lost or shifted.
public struct StreamCleaner: ~Copyable, Sendable {
    /// The stream's shape.
    public let format: StreamFormat
    /// The rate at which the denoiser runs.
    public let processingRate: Int
    // The most frames by which unaligned output falls behind the input in number: those that wait for their hop, and
    // what resampling holds back.
    private let lagFrames: Int
    private var pump: HopPump
    private var bridge: RateBridge?

    /// Makes the denoiser and, where needed, the resamplers.
    ///
    /// - Throws: `AudioError` of kind `badData` when the frames fit no rate at or above the stream's, `unavailable` when they need
    ///   resampling and libsoxr is not installed.
    /// - Real time: no.
    public init(
        _ settings: DenoiserSettings,
        format: StreamFormat,
        isAligned: Bool,
        noiseProfile: NoiseProfile? = nil
    ) throws(AudioError) {
        let rate = try settings.processingRate(for: format)
        let pump = HopPump(try Self.denoiser(settings, format, rate, noiseProfile), isAligned: isAligned)
        let bridge = try RateBridge.between(format, rate)
        lagFrames = try Self.lagFrames(settings, format, rate, hop: pump.hop)
        self.format = format
        processingRate = rate
        self.pump = pump
        self.bridge = bridge
    }

    private static func lagFrames(
        _ settings: DenoiserSettings,
        _ format: StreamFormat,
        _ processingRate: Int,
        hop: Int
    ) throws(AudioError) -> Int {
        guard processingRate != format.sampleRate else { return hop }
        let bypassing = try denoiser(settings.bypassing, format, processingRate, nil)
        return try RateBridge.lag(of: bypassing, format: format)
    }

    private static func denoiser(
        _ settings: DenoiserSettings,
        _ format: StreamFormat,
        _ processingRate: Int,
        _ noiseProfile: NoiseProfile?
    ) throws(AudioError) -> Denoiser {
        do {
            return try Denoiser(
                settings,
                sampleRate: processingRate,
                channels: format.channels,
                noiseProfile: noiseProfile
            )
        } catch {
            throw AudioError(.badData, at: "\(processingRate) Hz", error.description)
        }
    }

    /// The most frames that one `push` takes.
    public static let blockFrames = 4096

    /// The room, in frames, that `push` and `flush` need for their output.
    public var outputFrames: Int {
        switch bridge {
        case .some(let bridge): bridge.outputFrames
        case .none: pump.capacity(for: Self.blockFrames)
        }
    }

    /// Takes `frames` interleaved frames and writes what is due to the start of `output`; returns how many frames.
    ///
    /// - Precondition: `frames` is at most `blockFrames`.
    public mutating func push(_ input: borrowing Samples, frames: Int, into output: inout Samples) -> Int {
        guard var bridge = bridge.take() else { return pump.push(input, frames: frames, into: &output) }
        let given = bridge.push(input, frames: frames, through: &pump, into: &output)
        self.bridge = consume bridge
        return given
    }

    /// Writes a part of what is still owed to the start of `output` and returns how many frames; zero is the end.
    public mutating func flush(into output: inout Samples) -> Int {
        guard var bridge = bridge.take() else { return pump.flush(into: &output) }
        let given = bridge.flush(through: &pump, into: &output)
        self.bridge = consume bridge
        return given
    }
}

extension StreamCleaner {
    /// The denoiser's live controls.
    public var controls: DenoiserControls { pump.denoiser.controls }

    /// What the denoiser has met.
    public var statistics: DenoiserStatistics { pump.denoiser.statistics }

    /// The levels of what came in.
    public var inputLevels: LevelHistogram { pump.inputLevels }

    /// The levels of what went out.
    public var outputLevels: LevelHistogram { pump.outputLevels }

    /// The most frames by which unaligned output falls behind the input in number.
    ///
    /// - Parameter block: the frames of which every push takes a multiple; nil for any number.
    /// - Returns: what waits for its hop, and what resampling holds back.
    func lag(ofBlocks block: Int? = nil) -> Int {
        guard let block, bridge == nil else { return lagFrames }
        return pump.hop - Self.largestCommonDivisor(block, pump.hop)
    }

    private static func largestCommonDivisor(_ a: Int, _ b: Int) -> Int {
        b == 0 ? a : largestCommonDivisor(b, a % b)
    }

    /// The frames of the stream from a sample's arrival until it leaves, resampling included.
    ///
    /// - Parameter block: as for `lag`.
    /// - Returns: what waits for its hop, the denoiser's delay and what resampling holds back.
    func latencyFrames(ofBlocks block: Int? = nil) -> Int {
        let delay = pump.denoiser.geometry.delay
        return lag(ofBlocks: block) + (delay * format.sampleRate + processingRate - 1) / processingRate
    }

    /// The time from a sample's arrival until it leaves, resampling included.
    ///
    /// - Units: seconds.
    public var latencySeconds: Float { Float(latencyFrames()) / Float(format.sampleRate) }
}

extension DenoiserSettings {
    /// The same frames without an engine: as late, and quick to try.
    fileprivate var bypassing: DenoiserSettings {
        var settings = self
        settings.engine = .bypass
        return settings
    }

    /// The rate at which a stream of `format` is cleaned: its own if the frames are whole there, within a hundredth.
    ///
    /// - Throws: `badData` when no rate at or above the stream's fits.
    public func processingRate(for format: StreamFormat) throws(AudioError) -> Int {
        if let rate = frame.processingRate(for: format.sampleRate) { return rate }
        throw AudioError(
            .badData,
            at: "\(format.sampleRate) Hz",
            "frames of \(frame.windowMilliseconds) ms every \(frame.hopMilliseconds) ms are not within a hundredth of "
                + "whole samples at this rate or a higher one; resample the sound to 48000 Hz first"
        )
    }
}
