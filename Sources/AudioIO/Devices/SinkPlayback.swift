public import RealTime

// Unchecked: one thread at a time uses it, and threads are started and ended between.
/// A file, standard output or another sink as a playback device: it has no clock and takes all that comes.
public final class SinkPlayback<Output: Sink & ~Copyable>: PlaybackDevice, @unchecked Sendable {
    /// What its user calls it.
    public let name: String
    private var sink: Output
    private var failure: AudioError?

    /// Takes over a sink; `close` finishes it.
    public init(_ sink: consuming Output, name: String) {
        self.name = name
        self.sink = sink
    }

    /// No: it takes sound at any pace.
    public var hasClock: Bool { false }

    /// Why writing ended early; nil when it did not.
    public var error: AudioError? { failure }

    /// Gives the sink's shape.
    public func open() -> DeviceShape {
        DeviceShape(format: sink.format, periodFrames: 1, bufferFrames: 0)
    }

    /// Completes what was written.
    public func close() {
        do {
            try sink.finish()
        } catch {
            failure = failure ?? error
        }
    }

    /// Writes all frames, waiting for the reader.
    public func write(_ samples: borrowing Samples, from start: Int, frames: Int) -> Transfer {
        guard failure == nil else { return .ended }
        do {
            try sink.write(samples, from: start, frames: frames)
            return .frames(frames)
        } catch {
            failure = error
            return .ended
        }
    }

    /// Nothing is known of what the reader holds.
    public func delay() -> Int { 0 }
}
