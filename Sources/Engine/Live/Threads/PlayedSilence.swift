internal import AudioIO
internal import RealTime

/// Silence for a playback device that has no sound, begun with the end of what was heard before.
struct PlayedSilence: ~Copyable {
    private var block: Samples
    private let channels: Int

    /// Makes silence of so many channels.
    init(channels: Int) {
        self.channels = channels
        block = Samples(repeating: 0, count: StreamCleaner.blockFrames * channels)
    }

    /// Writes silence, as much as there is room for.
    ///
    /// - Parameters:
    ///   - frames: how much is wanted.
    ///   - device: an open device.
    ///   - release: what still sounds of before.
    ///   - exchange: has the counts.
    /// - Returns: false when the device has gone.
    /// - Real time: yes.
    mutating func play(
        frames: Int,
        on device: any PlaybackDevice,
        after release: inout Release,
        _ exchange: LiveExchange
    ) -> Bool {
        let statistics = exchange.statistics.playback
        var left = frames
        defer { exchange.statistics.silentFrames.increment(by: frames - left) }
        while left > 0 {
            let count = min(left, StreamCleaner.blockFrames)
            block.fill(with: 0)
            release.add(to: &block, frames: count)
            switch device.write(block, from: 0, frames: count) {
            case .frames(let written) where written > 0: left -= written
            case .overrun(let lost):
                // It had run dry before the silence came; emptied, it takes the silence now.
                release.end()
                statistics.overruns.increment()
                statistics.lostFrames.increment(by: lost)
                exchange.interruptions.increment()
            case .resumed(let lost):
                statistics.suspensions.increment()
                statistics.lostFrames.increment(by: lost)
                exchange.interruptions.increment()
            case .gone: return false
            case .frames, .ended: return true
            }
        }
        return true
    }
}
