internal import AudioIO
internal import RealTime

/// Cleaned sound on its last way: out of the ring, and here until the playback device has taken it.
struct PendingSound: ~Copyable {
    private var ring: RingConsumer
    private var block: Samples
    private var start = 0
    private var gate: FadeGate
    private let channels: Int

    /// What still sounds where it breaks off.
    var release: Release

    /// The frames that have left the ring and are not in the device.
    private(set) var frames = 0

    /// Makes the way from a ring to a device of that format; nothing is on it.
    init(_ ring: consuming RingConsumer, format: StreamFormat) {
        self.ring = ring
        channels = format.channels
        block = Samples(repeating: 0, count: StreamCleaner.blockFrames * channels)
        gate = FadeGate(sampleRate: format.sampleRate)
        release = Release(sampleRate: format.sampleRate, channels: channels)
    }

    /// Whether the ring has nothing.
    var isRingEmpty: Bool { ring.available == 0 }

    /// Takes the next block from the ring, unless one is here; false where there is none to take.
    ///
    /// - Real time: yes.
    mutating func take() -> Bool {
        guard frames == 0 else { return false }
        let most = min(StreamCleaner.blockFrames, ring.available / channels)
        start = 0
        frames = ring.read(into: &block, count: most * channels) / channels
        return frames > 0
    }

    /// Joins a block that was just taken to what was heard before it: faded in where that was silence.
    ///
    /// - Real time: yes.
    mutating func join(toSilence: Bool) {
        if toSilence { gate.reopen() }
        gate.apply(to: &block, frames: frames, channels: channels)
        release.add(to: &block, frames: frames)
        release.follow(block, frames: frames)
    }

    /// Gives the device what it takes.
    ///
    /// - Real time: yes.
    mutating func write(to device: any PlaybackDevice) -> Transfer {
        let transfer = device.write(block, from: start, frames: frames)
        if case .frames(let count) = transfer {
            start += count
            frames -= count
        }
        return transfer
    }

    /// Fades in what the device refused, as silence was heard before it.
    ///
    /// - Real time: yes.
    mutating func restart() {
        gate.reopen()
        gate.apply(to: &block, from: start, frames: frames, channels: channels)
        release.follow(block, frames: start + frames)
    }

    /// Throws away all that waits, here and in the ring.
    ///
    /// - Returns: how many frames that was.
    /// - Real time: yes.
    mutating func discard() -> Int {
        defer { frames = 0 }
        return frames + ring.skip(ring.available / channels * channels) / channels
    }
}
