internal import Foundation

/// What happened to a faulty device so far.
public struct FaultState: Sendable, Equatable {
    /// When opening it was first attempted, in nanoseconds of `CLOCK_MONOTONIC`; 0 for never.
    public let firstOpenNanoseconds: Int
    /// The time of frame 0 of the sound, or of the recording: its first start; 0 for never.
    public let epochNanoseconds: Int
    /// As granted.
    public let sampleRate: Int
    /// As granted.
    public let channels: Int
    /// As granted, in frames.
    public let period: Int
    /// As granted, in frames.
    public let buffer: Int
    /// Attempts to open it.
    public let opens: Int
    /// Times that it was started.
    public let starts: Int
    /// Overruns or underruns that its user earned.
    public let lateXruns: Int
    /// Overruns or underruns that it made up.
    public let injectedXruns: Int
    /// Times that it was suspended while it ran.
    public let suspends: Int
    /// Times that it was unplugged while it was open.
    public let unplugs: Int
    /// Frames that were fetched, or heard.
    public let frames: Int
    /// How many have it open.
    public let users: Int
    /// One past the last frame of the timeline that was fetched or heard.
    public let lastFrame: Int

    /// The words before the switches.
    static let words = 16

    init(_ bytes: Data) {
        var words = [Int](repeating: 0, count: Self.words)
        _ = unsafe words.withUnsafeMutableBytes { unsafe bytes.prefix($0.count).copyBytes(to: $0) }
        (firstOpenNanoseconds, epochNanoseconds, sampleRate, channels) = (
            words[0], words[1], words[2], words[3]
        )
        (period, buffer, opens, starts) = (words[4], words[5], words[6], words[7])
        (lateXruns, injectedXruns, suspends, unplugs) = (words[8], words[9], words[10], words[11])
        (frames, users, lastFrame) = (words[12], words[13], words[14])
    }

    /// The time of a frame of the sound or the recording, in nanoseconds of `CLOCK_MONOTONIC`.
    public func nanoseconds(ofFrame frame: Double, partsPerMillion: Double = 0) -> Double {
        Double(epochNanoseconds) + frame * 1e9 / (Double(sampleRate) * (1 + partsPerMillion * 1e-6))
    }
}
