public import RealTime

// Unchecked: one thread at a time uses it, and threads are started and ended between.
/// A file, standard input or another source as a capture device: it has no clock and gives sound when it is wanted.
public final class SourceCapture<Input: Source & ~Copyable>: CaptureDevice, @unchecked Sendable {
    /// What its user calls it.
    public let name: String
    private var source: Input
    private var failure: AudioError?

    /// Takes over a source.
    public init(_ source: consuming Input, name: String) {
        self.name = name
        self.source = source
    }

    /// No: it waits for whoever reads.
    public var hasClock: Bool { false }

    /// Why the stream ended early; nil when it did not.
    public var error: AudioError? { failure }

    /// Gives the source's shape.
    public func open() -> DeviceShape {
        DeviceShape(format: source.format, periodFrames: 1, bufferFrames: 0)
    }

    /// Nothing has to be closed.
    public func close() {}

    /// Reads what has come, waiting for the first frame however long it takes.
    public func read(into samples: inout Samples, frames: Int, timeoutMilliseconds: Int) -> Transfer {
        do {
            let count = try source.read(into: &samples, frames: frames)
            return count > 0 ? .frames(count) : .ended
        } catch {
            failure = error
            return .ended
        }
    }

    /// Nothing waits.
    public func pending() -> Int { 0 }
}
