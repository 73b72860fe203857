public import AudioIO
internal import RealTime

/// Moves a whole stream from a source through a cleaner to a sink.
public struct CleaningLoop: ~Copyable {
    /// The cleaner, for what it has met.
    public private(set) var cleaner: StreamCleaner
    /// Frames read.
    public private(set) var framesRead = 0
    /// Frames written.
    public private(set) var framesWritten = 0
    private var input: Samples
    private var output: Samples

    /// Allocates the buffers.
    public init(_ cleaner: consuming StreamCleaner) {
        let channels = cleaner.format.channels
        input = Samples(repeating: 0, count: StreamCleaner.blockFrames * channels)
        output = Samples(repeating: 0, count: cleaner.outputFrames * channels)
        self.cleaner = cleaner
    }

    /// Runs until the source ends; sound is written as soon as it is due, and the end is flushed.
    ///
    /// When reading fails midway, what was read before is cleaned and written before the error is thrown.
    ///
    /// - Parameters:
    ///   - source: where sound comes from, of the cleaner's shape.
    ///   - sink: where it goes; it is not finished.
    ///   - progress: called after each block with the frames read so far; false ends the stream there.
    /// - Throws: what the source or the sink throws.
    public mutating func run<Input: Source & ~Copyable, Output: Sink & ~Copyable>(
        from source: inout Input,
        to sink: inout Output,
        progress: (Int) -> Bool = { _ in true }
    ) throws(AudioError) {
        var failure: AudioError?
        while true {
            let frames: Int
            do {
                frames = try source.read(into: &input, frames: StreamCleaner.blockFrames)
            } catch {
                failure = error
                break
            }
            guard frames > 0 else { break }
            framesRead += frames
            try write(cleaner.push(input, frames: frames, into: &output), to: &sink)
            guard progress(framesRead) else { break }
        }
        while true {
            let frames = cleaner.flush(into: &output)
            guard frames > 0 else { break }
            try write(frames, to: &sink)
        }
        if let failure { throw failure }
    }

    private mutating func write<Output: Sink & ~Copyable>(
        _ frames: Int,
        to sink: inout Output
    ) throws(AudioError) {
        guard frames > 0 else { return }
        try sink.write(output, from: 0, frames: frames)
        framesWritten += frames
    }
}
