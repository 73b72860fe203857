public import AudioIO
internal import CALSA
public import RealTime

/// A microphone, or what else alsa-lib can capture from.
public final class ALSACapture: CaptureDevice, @unchecked Sendable {
    // Unchecked: one thread at a time uses it, and threads are started and ended between.
    /// What its user calls it.
    public let name: String
    private let opening: DeviceOpening
    private let presence = DevicePresence()
    private var stream: OpenStream?

    /// Names a device of alsa-lib; cards may be named by their number or, better, by their id.
    public init(name: String, request: DeviceRequest) {
        self.name = name
        opening = DeviceOpening(name: name, direction: .capture, request: request)
    }

    /// Yes.
    public var hasClock: Bool { true }

    /// Opens and starts the device.
    public func open() throws(AudioError) -> DeviceShape {
        close()
        let opened = try opening.open()
        // Unless it is started it would never wake whoever waits for it.
        let code = opened.pcm.start()
        guard code >= 0 else { throw opening.failure(code, doing: "start") }
        opened.begins()
        stream = opened
        presence.forget()
        return opened.shape
    }

    /// Stops and closes the device.
    public func close() {
        stream = nil
    }

    /// Reads what is there, at least a period where that is wanted, waiting for it.
    public func read(into samples: inout Samples, frames: Int, timeoutMilliseconds: Int) -> Transfer {
        guard let stream else { return .gone(.failing) }
        let wanted = min(frames, stream.shape.bufferFrames)
        let available = wait(for: min(wanted, stream.shape.periodFrames), in: stream, timeoutMilliseconds)
        guard available >= 0 else { return recover(stream, from: available, timeoutMilliseconds) }
        guard available > 0, wanted > 0 else { return stream.hasStalled ? .gone(.stalled) : .frames(0) }
        let count = stream.read(frames: min(wanted, available), into: &samples)
        guard count >= 0 else { return recover(stream, from: count, timeoutMilliseconds) }
        if count > 0 { stream.moved(nextFrameIn: count - available) }
        return .frames(count)
    }

    /// Waits for `frames` frames; gives what is there then, or an error.
    private func wait(for frames: Int, in stream: OpenStream, _ milliseconds: Int) -> Int {
        var available = stream.pcm.available()
        let deadline = MonotonicTime.now() + milliseconds * 1_000_000
        while available >= 0, available < frames {
            let left = deadline - MonotonicTime.now()
            guard left > 0 else { break }
            let code = stream.pcm.wait(milliseconds: (left + 999_999) / 1_000_000)
            if code < 0 { return Int(code) }
            available = stream.pcm.available()
            // Some plug-ins wake their user for nothing, again and again.
            if available >= 0, available < frames {
                MonotonicTime.sleep(until: MonotonicTime.now() + 500_000)
            }
        }
        return available
    }

    private func recover(_ stream: OpenStream, from code: Int, _ milliseconds: Int) -> Transfer {
        switch stream.recover(from: code) {
        case .again: return .frames(0)
        case .waits:
            MonotonicTime.sleep(until: MonotonicTime.now() + min(10, milliseconds) * 1_000_000)
            return .frames(0)
        case .gone(let loss): return .gone(loss)
        case .resumed: return .resumed(lost: stream.restart())
        case .restarted(let wasSuspended):
            let code = stream.pcm.start()
            guard code >= 0 else { return .gone(-code == ENODEV ? .unplugged : .failing) }
            let lost = stream.restart()
            return wasSuspended ? .resumed(lost: lost) : .overrun(lost: lost)
        }
    }

    /// Frames that the device has captured and that were not read yet; zero when it has stopped.
    public func pending() -> Int {
        guard let stream else { return 0 }
        return max(0, min(stream.pcm.available(), stream.shape.bufferFrames))
    }

    /// Waits until something changes among the sound devices of the system.
    @discardableResult
    public func waitForReturn(timeoutMilliseconds: Int) -> Bool {
        presence.wait(milliseconds: timeoutMilliseconds)
    }
}
