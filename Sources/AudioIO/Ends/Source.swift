public import RealTime

/// Where sound comes from.
public protocol Source: ~Copyable, Sendable {
    /// The shape of what `read` gives.
    var format: StreamFormat { get }

    /// Reads at most `frames` frames, waiting until at least one is there, and returns how many; zero is the end.
    ///
    /// - Shapes: interleaved samples from the start of `samples`, nominally within ±1; `samples` holds at least
    ///   `frames × channels`.
    mutating func read(into samples: inout Samples, frames: Int) throws(AudioError) -> Int
}
