internal import AudioIO
internal import RealTime

/// The latest part of a source, its channels averaged, behind a window that only moves forward.
///
/// Memory is that of the window and a block, however long the source.
struct SlidingSound: ~Copyable {
    /// The samples that the source had, once it has ended.
    private(set) var end: Int?

    private static let blockFrames = 4096
    private let place: String
    // A power of two, so that positions before the start, which are silent, find their place as well.
    private var ring: Samples
    private var block: Samples
    private var written = 0

    /// Prepares for windows of `length` samples of a source with `channels` channels, called `place` in messages.
    init(length: Int, channels: Int, place: String) {
        var capacity = 1
        while capacity < length + Self.blockFrames { capacity *= 2 }
        ring = Samples(repeating: 0, count: capacity)
        block = Samples(repeating: 0, count: Self.blockFrames * channels)
        self.place = place
    }

    /// Sets `frame` to the samples from `start` times `window`, silence where there are none.
    ///
    /// - Precondition: no start lies before an earlier one.
    /// - Throws: `badData` at a sample that is no finite number, and what the source throws.
    mutating func take(
        from start: Int,
        of source: inout some Source & ~Copyable,
        times window: borrowing Samples,
        into frame: inout Samples
    ) throws(AudioError) {
        while written < start + window.count { try advance(source: &source) }
        let mask = ring.count - 1
        for n in window.indices { frame[n] = window[n] * ring[(start + n) & mask] }
    }

    private mutating func advance(source: inout some Source & ~Copyable) throws(AudioError) {
        let mask = ring.count - 1
        let got = end == nil ? try source.read(into: &block, frames: Self.blockFrames) : 0
        guard got > 0 else {
            if end == nil { end = written }
            for _ in 0..<Self.blockFrames {
                ring[written & mask] = 0
                written += 1
            }
            return
        }
        let channels = source.format.channels
        let scale = 1 / Float(channels)
        for frame in 0..<got {
            var sum: Float = 0
            for channel in 0..<channels { sum += scale * block[frame * channels + channel] }
            guard sum.isFinite else { throw badSample(inFrame: frame, channels) }
            ring[written & mask] = sum
            written += 1
        }
    }

    private func badSample(inFrame frame: Int, _ channels: Int) -> AudioError {
        let samples = (0..<channels).map { block[frame * channels + $0] }
        let channel = samples.firstIndex { !$0.isFinite } ?? 0
        return AudioError(
            .badData,
            at: place,
            "sample \(written) of channel \(channel + 1) is \(samples[channel]), no finite number; "
                + "repair the file first"
        )
    }
}
