internal import Synchronization

/// What a `MemorySink` was given; it outlives the sink, which an engine consumes.
public final class Recording: Sendable {
    private let contents = Mutex<(samples: [Float], isFinished: Bool)>(([], false))

    /// Makes an empty recording.
    public init() {}

    /// The interleaved samples so far.
    public var samples: [Float] { contents.withLock { $0.samples } }

    /// Whether the sink was finished.
    public var isFinished: Bool { contents.withLock { $0.isFinished } }

    func append(_ new: [Float]) {
        contents.withLock { $0.samples += new }
    }

    func finish() {
        contents.withLock { $0.isFinished = true }
    }
}
