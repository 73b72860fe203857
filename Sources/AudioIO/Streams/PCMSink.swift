public import RealTime

/// Raw sound to a file descriptor, such as standard output.
///
/// Every call writes all it was given before it returns: nothing lingers in a buffer. A program that writes to pipes
/// calls `BrokenPipe.becomesAnError()` first, or the system ends it when the reader goes.
public struct PCMSink: Sink, ~Copyable {
    /// The shape of the stream.
    public let format: StreamFormat
    /// How a sample is written.
    public let sampleFormat: SampleFormat
    /// The samples that were beyond full scale and had to be clamped.
    public private(set) var clampedSamples = 0

    private let output: Descriptor
    private let bytesPerFrame: Int
    private var buffer: Bytes
    private var unwrittenHeader: Int

    /// Takes over the writing to `descriptor`, which stays the caller's to close.
    ///
    /// - Parameters:
    ///   - descriptor: where to write, blocking or not.
    ///   - place: what messages call it.
    ///   - sampleFormat: how a sample is written.
    ///   - format: rate and channels.
    ///   - header: bytes to write before the first sample, even if none follows.
    /// - Throws: `badData` when the shape is outside the limits.
    public init(
        descriptor: Int32,
        place: String = "standard output",
        sampleFormat: SampleFormat,
        format: StreamFormat,
        header: [UInt8] = []
    ) throws(AudioError) {
        self.format = try format.validated(at: place)
        self.sampleFormat = sampleFormat
        output = Descriptor(number: descriptor, place: place)
        bytesPerFrame = sampleFormat.bytesPerSample * format.channels
        buffer = Bytes(repeating: 0, count: max(1 << 16, header.count))
        for index in header.indices {
            buffer[index] = header[index]
        }
        unwrittenHeader = header.count
    }

    /// Writes the frames, waiting as long as the reader makes it wait.
    ///
    /// - Throws: `closed` when the reader has gone, `inputOutput` when writing fails.
    /// - Real time: no, it waits for the reader; but it allocates nothing.
    public mutating func write(_ samples: borrowing Samples, from start: Int, frames: Int) throws(AudioError)
    {
        try writeHeader()
        let atOnce = buffer.count / bytesPerFrame
        var done = 0
        while done < frames {
            let count = min(atOnce, frames - done)
            clampedSamples += sampleFormat.encode(
                samples,
                from: (start + done) * format.channels,
                count: count * format.channels,
                into: &buffer
            )
            try output.write(buffer, from: 0, count: count * bytesPerFrame)
            done += count
        }
    }

    /// Writes the header if no sample did.
    public mutating func finish() throws(AudioError) {
        try writeHeader()
    }

    private mutating func writeHeader() throws(AudioError) {
        guard unwrittenHeader > 0 else { return }
        try output.write(buffer, from: 0, count: unwrittenHeader)
        unwrittenHeader = 0
    }
}
