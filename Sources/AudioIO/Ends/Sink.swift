public import RealTime

/// Where sound goes.
public protocol Sink: ~Copyable, Sendable {
    /// The shape of what `write` takes.
    var format: StreamFormat { get }

    /// Writes `frames` interleaved frames that start at frame `start` of `samples`, all of them.
    mutating func write(_ samples: borrowing Samples, from start: Int, frames: Int) throws(AudioError)

    /// Completes what was written: headers, buffers, the rename into place.
    mutating func finish() throws(AudioError)
}
