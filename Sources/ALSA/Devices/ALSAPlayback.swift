public import AudioIO
internal import CALSA
public import RealTime

/// A loudspeaker, or what else alsa-lib can play to.
public final class ALSAPlayback: PlaybackDevice, @unchecked Sendable {
    // Unchecked: one thread at a time uses it, and threads are started and ended between.
    /// What its user calls it.
    public let name: String
    private let opening: DeviceOpening
    private let presence = DevicePresence()
    private var stream: OpenStream?
    private var lastDelay = 0

    /// Names a device of alsa-lib; cards may be named by their number or, better, by their id.
    public init(name: String, request: DeviceRequest) {
        self.name = name
        opening = DeviceOpening(name: name, direction: .playback, request: request)
    }

    /// Yes.
    public var hasClock: Bool { true }

    /// Opens the device, which starts at the first frame that is written.
    public func open() throws(AudioError) -> DeviceShape {
        close()
        let opened = try opening.open()
        opened.begins()
        lastDelay = 0
        stream = opened
        presence.forget()
        return opened.shape
    }

    /// Waits until the device has played what it holds, then closes it.
    public func close() {
        guard let stream else { return }
        let buffer = stream.shape.bufferFrames * 1000 / stream.shape.format.sampleRate
        let deadline = MonotonicTime.now() + (buffer + 50) * 1_000_000
        if stream.pcm.state == SND_PCM_STATE_RUNNING {
            // It stops by itself when all was heard, and that is no underrun.
            _ = stream.pcm.drain()
            while stream.pcm.state == SND_PCM_STATE_DRAINING, MonotonicTime.now() < deadline {
                _ = stream.pcm.available()
                MonotonicTime.sleep(until: MonotonicTime.now() + 2_000_000)
            }
        }
        self.stream = nil
    }

    /// Writes as many frames as there is room for.
    public func write(_ samples: borrowing Samples, from start: Int, frames: Int) -> Transfer {
        guard let stream else { return .gone(.failing) }
        let room = stream.pcm.available()
        guard room >= 0 else { return recover(stream, from: room) }
        let possible = min(frames, room)
        guard possible > 0 else {
            return frames > 0 && stream.hasStalled ? .gone(.stalled) : .frames(0)
        }
        let count = stream.write(samples, from: start, frames: possible)
        guard count >= 0 else { return recover(stream, from: count) }
        if count > 0 { stream.moved(nextFrameIn: stream.shape.bufferFrames - room + count) }
        return .frames(count)
    }

    private func recover(_ stream: OpenStream, from code: Int) -> Transfer {
        switch stream.recover(from: code) {
        case .again, .waits: return .frames(0)
        case .gone(let loss): return .gone(loss)
        case .resumed, .restarted(wasSuspended: true): return .resumed(lost: restart(stream))
        case .restarted(wasSuspended: false): return .overrun(lost: restart(stream))
        }
    }

    private func restart(_ stream: OpenStream) -> Int {
        lastDelay = 0
        return stream.restart()
    }

    /// Frames in the device's buffer; what it was while the device is suspended, zero when it has stopped.
    ///
    /// What servers hold behind the buffer is not counted: it never runs out before the buffer does, and it is not ours to
    /// shorten.
    public func delay() -> Int {
        guard let stream else { return 0 }
        let room = stream.pcm.available()
        if room >= 0 {
            lastDelay = max(0, stream.shape.bufferFrames - room)
        } else if room != -Int(ESTRPIPE) {
            lastDelay = 0
        }
        return lastDelay
    }

    /// Waits until something changes among the sound devices of the system.
    @discardableResult
    public func waitForReturn(timeoutMilliseconds: Int) -> Bool {
        presence.wait(milliseconds: timeoutMilliseconds)
    }
}
