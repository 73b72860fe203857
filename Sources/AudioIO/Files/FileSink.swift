internal import CSndFile
public import RealTime

/// A sound file, written through libsndfile in constant memory, and visible under its name only when it is complete.
///
/// A sink that is dropped without `finish()` leaves nothing behind.
@safe
public struct FileSink: Sink, ~Copyable {
    /// What is being written.
    public let description: FileDescription
    /// The samples beyond full scale that an integer or logarithmic encoding had to clamp.
    public private(set) var clampedSamples = 0

    /// The shape of the samples.
    public var format: StreamFormat { description.stream }

    private let place: String
    private let writing: FileWriting
    private var partial: PartialFile?
    /// Nil once the file is closed.
    private var file: OpaquePointer?
    private var encoder: SampleEncoder

    /// Begins the file that will be at `path`.
    ///
    /// A WAV file that `description.frames` says would outgrow 4 GiB is written as RF64.
    ///
    /// - Parameters:
    ///   - path: its final name.
    ///   - description: container, encoding, rate, channels and tags.
    ///   - overwrite: whether a file of that name may be replaced when this one is complete.
    ///   - input: the file that is being read, to tell when it would be replaced.
    /// - Throws: `cannotCreate` when the place or the combination does not allow it; `inputOutput` when the disk is full;
    ///   `unavailable` where libsndfile is not installed.
    public init(
        path: String,
        description: FileDescription,
        overwrite: Bool = false,
        input: FileIdentity? = nil
    ) throws(AudioError) {
        let stream = try description.stream.validated(at: path)
        try Library.sndfile.load(for: "writing sound files", at: path)
        var description = description
        description.format = description.format.outgrowingWAV(stream: stream, frames: description.frames)
        guard description.format.canHold(stream) else {
            throw AudioError(
                .cannotCreate,
                at: path,
                "\(description.format.description) cannot hold \(stream.channels) channels at \(stream.sampleRate) Hz"
            )
        }
        let partial = try PartialFile(for: path, overwrite: overwrite, input: input)
        let writing = FileWriting(descriptor: partial.descriptor.number)
        var info = SF_INFO()
        info.samplerate = Int32(stream.sampleRate)
        info.channels = Int32(stream.channels)
        info.format = description.format.code
        var calls = FileWriting.calls
        guard let file = unsafe sf_open_virtual(&calls, Int32(SFM_WRITE), &info, writing.pointer) else {
            let reason = unsafe String(cString: sf_strerror(nil))
            throw writing.failure?.duringTransfer(at: path, doing: "write")
                ?? AudioError(
                    .cannotCreate,
                    at: path,
                    "cannot become a \(description.format.description) file: \(reason)"
                )
        }
        unsafe description.format.setQuality(of: file)
        var channelMap = description.channelMap
        if channelMap.count == stream.channels {
            let bytes = Int32(channelMap.count * MemoryLayout<Int32>.size)
            unsafe sf_command(file, Int32(SFC_SET_CHANNEL_MAP_INFO), &channelMap, bytes)
        }
        unsafe description.tags.write(to: file)
        place = path
        encoder = SampleEncoder(precision: description.format.precision)
        self.description = description
        self.writing = writing
        self.partial = consume partial
        unsafe self.file = file
    }

    deinit {
        if let file = unsafe file { unsafe sf_close(file) }
    }

    /// Writes the frames.
    ///
    /// - Precondition: neither finished nor discarded.
    /// - Throws: `inputOutput` when the disk is full or failing.
    /// - Real time: no.
    public mutating func write(_ samples: borrowing Samples, from start: Int, frames: Int) throws(AudioError)
    {
        guard let file = unsafe file else { preconditionFailure("the file is closed") }
        let channels = format.channels
        let atOnce = SampleEncoder.capacity / channels
        var done = 0
        while done < frames {
            let count = min(atOnce, frames - done)
            let outcome = unsafe encoder.write(
                samples,
                from: (start + done) * channels,
                frames: count,
                channels: channels,
                to: file
            )
            clampedSamples += outcome.clamped
            guard outcome.frames == count else { throw unsafe failure(of: file) }
            done += count
        }
    }

    /// Completes the file and gives it its name.
    ///
    /// - Throws: `inputOutput` when the disk is full or failing, `cannotCreate` when the name was taken meanwhile; then
    ///   nothing is left behind.
    public mutating func finish() throws(AudioError) {
        guard var partial = close() else { return }
        if let failure = writing.failure {
            throw failure.duringTransfer(at: place, doing: "write")
        }
        try partial.commit()
    }

    /// Gives the file up and removes what was written of it.
    public mutating func discard() {
        _ = close()
    }

    private mutating func close() -> PartialFile? {
        if let open = unsafe file { unsafe sf_close(open) }
        unsafe file = nil
        return partial.take()
    }

    private func failure(of file: OpaquePointer) -> AudioError {
        if let failure = writing.failure { return failure.duringTransfer(at: place, doing: "write") }
        let reason = unsafe String(cString: sf_strerror(file))
        return AudioError(.inputOutput, at: place, "cannot write: \(reason)")
    }
}

// One owner at a time; libsndfile keeps no state outside the file.
extension FileSink: @unchecked Sendable {}
