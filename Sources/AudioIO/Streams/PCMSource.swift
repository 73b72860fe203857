public import RealTime

/// Raw sound from a file descriptor, such as standard input.
///
/// It waits only until one whole frame is there and then gives what has arrived: sound that trickles in flows on. Reads
/// that end inside a sample or a frame are joined to the next.
public struct PCMSource: Source, ~Copyable {
    /// The shape of the stream.
    public let format: StreamFormat
    /// How a sample is written.
    public let sampleFormat: SampleFormat
    /// The bytes at the end that make no whole frame; they are dropped.
    public private(set) var trailingBytes = 0
    /// The bytes a WAV header promised that never came.
    public private(set) var missingBytes = 0
    /// The bytes behind the sound a WAV header promised, such as tags; they are dropped, and at most 1 MiB is counted.
    public private(set) var surplusBytes = 0
    /// Whether the stop descriptor ended the stream.
    public private(set) var wasStopped = false

    private let input: Descriptor
    private let stopDescriptor: Int32?
    private let bytesPerFrame: Int
    private var buffer: Bytes
    private var held: Int
    /// What is still to be read of the sound that a WAV header promised.
    private var promised: Int?
    private var hasEnded = false

    /// Takes over the reading of `descriptor`, which stays the caller's to close.
    ///
    /// - Parameters:
    ///   - descriptor: what to read, blocking or not.
    ///   - place: what messages call it.
    ///   - sampleFormat: how a sample is written.
    ///   - format: rate and channels.
    ///   - head: what was read of it already.
    ///   - stopDescriptor: when it becomes readable, the stream ends.
    /// - Throws: `badData` when the shape is outside the limits.
    public init(
        descriptor: Int32,
        place: String = "standard input",
        sampleFormat: SampleFormat,
        format: StreamFormat,
        head: StreamHead = .untouched,
        stopDescriptor: Int32? = nil
    ) throws(AudioError) {
        self.format = try format.validated(at: place)
        self.sampleFormat = sampleFormat
        self.stopDescriptor = stopDescriptor
        input = Descriptor(number: descriptor, place: place)
        bytesPerFrame = sampleFormat.bytesPerSample * format.channels
        // A pipe holds 64 KiB, so more could not be had in one read; and the sniffed bytes must fit.
        let capacity = max(1 << 16, head.remainder.count + bytesPerFrame)
        buffer = Bytes(repeating: 0, count: capacity)
        let kept = min(head.remainder.count, head.header?.dataBytes ?? .max)
        for index in 0..<kept {
            buffer[index] = head.remainder[index]
        }
        held = kept
        surplusBytes = head.remainder.count - kept
        promised = head.header?.dataBytes.map { $0 - kept }
    }

    /// Gives the frames that have arrived, at most `frames` of them.
    ///
    /// - Throws: `inputOutput` when reading fails, `noInput` when there is nothing to read from.
    /// - Real time: no, it waits for the writer; but it allocates nothing.
    public mutating func read(into samples: inout Samples, frames: Int) throws(AudioError) -> Int {
        precondition(frames * format.channels <= samples.count)
        let wanted = min(frames, buffer.count / bytesPerFrame) * bytesPerFrame
        guard wanted > 0 else { return 0 }
        while held < bytesPerFrame {
            guard try fill(to: wanted) else {
                trailingBytes += held
                held = 0
                return 0
            }
        }
        let count = min(held, wanted) / bytesPerFrame
        let used = count * bytesPerFrame
        sampleFormat.decode(buffer, from: 0, count: count * format.channels, into: &samples)
        held -= used
        if held > 0 { buffer.move(from: used, count: held, to: 0) }
        return count
    }

    /// Reads once so that at most `wanted` bytes are held; false at the end.
    private mutating func fill(to wanted: Int) throws(AudioError) -> Bool {
        guard !hasEnded else { return false }
        let room = min(wanted - held, promised ?? .max)
        guard room > 0 else {
            hasEnded = true
            try drain()
            return false
        }
        switch try input.read(into: &buffer, at: held, count: room, stop: stopDescriptor) {
        case .bytes(let count):
            held += count
            promised = promised.map { $0 - count }
            return true
        case .end:
            missingBytes = promised ?? 0
        case .stopped:
            wasStopped = true
        }
        hasEnded = true
        return false
    }

    /// Reads what follows the sound, so that the writer of a few tags is not cut off with a broken pipe.
    private mutating func drain() throws(AudioError) {
        let limit = 1 << 20
        while surplusBytes < limit {
            let free = buffer.count - held
            let outcome = try input.read(into: &buffer, at: held, count: free, stop: stopDescriptor)
            guard case .bytes(let count) = outcome else { return }
            surplusBytes += count
        }
    }
}
