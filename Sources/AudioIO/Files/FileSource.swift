internal import CSndFile
public import RealTime

/// A sound file, read through libsndfile in constant memory.
///
/// Samples are given as they are: integers within ±1, floats whatever they hold, NaN included.
@safe
public struct FileSource: Source, ~Copyable {
    /// What the file says about itself.
    public let description: FileDescription
    /// The file itself, to compare with an output.
    public let identity: FileIdentity
    /// Whether there is less sound than the file promises; known at once for WAV, at the end for others.
    public private(set) var isTruncated: Bool
    /// The frames read so far.
    public private(set) var framesRead = 0

    /// The shape of the samples.
    public var format: StreamFormat { description.stream }

    private let place: String
    private let file: OpaquePointer

    /// Opens the file at `path`.
    ///
    /// - Throws: `noInput` when it cannot be opened, `badData` when it holds no sound that can be read, `unavailable` where
    ///   libsndfile is not installed.
    public init(path: String) throws(AudioError) {
        try Library.sndfile.load(for: "reading sound files", at: path)
        let opened = try InputFile(path: path)
        let (identity, isShorterThanPromised) = (opened.identity, opened.isShorterThanPromised)
        var info = SF_INFO()
        // libsndfile closes the descriptor of a file that it refuses, whatever it is told; so it gets to keep it.
        let descriptor = opened.descriptor.release()
        guard let file = unsafe sf_open_fd(descriptor, Int32(SFM_READ), &info, Int32(SF_TRUE)) else {
            let reason = unsafe String(cString: sf_strerror(nil))
            throw AudioError(.badData, at: path, "holds no sound that can be read: \(reason)")
        }
        let stream: StreamFormat
        do {
            stream = try StreamFormat(sampleRate: Int(info.samplerate), channels: Int(info.channels))
                .validated(at: path)
        } catch {
            unsafe sf_close(file)
            throw error
        }
        var channelMap = [Int32](repeating: 0, count: stream.channels)
        let mapBytes = Int32(stream.channels * MemoryLayout<Int32>.size)
        if unsafe sf_command(file, Int32(SFC_GET_CHANNEL_MAP_INFO), &channelMap, mapBytes) == 0 {
            channelMap = []
        }
        description = FileDescription(
            format: FileFormat(code: info.format),
            stream: stream,
            frames: info.frames < 0 || info.frames == .max ? nil : Int(info.frames),
            tags: unsafe FileTags(reading: file),
            channelMap: channelMap
        )
        self.identity = identity
        isTruncated = isShorterThanPromised
        place = path
        unsafe self.file = file
    }

    deinit {
        unsafe sf_close(file)
    }

    /// Gives the next frames; fewer than asked for only at the end.
    ///
    /// - Throws: `inputOutput` when the medium fails.
    /// - Real time: no.
    public mutating func read(into samples: inout Samples, frames: Int) throws(AudioError) -> Int {
        precondition(frames >= 0 && frames * format.channels <= samples.count)
        guard frames > 0 else { return 0 }
        let got = unsafe Int(sf_readf_float(file, samples.pointer, sf_count_t(frames)))
        framesRead += got
        if got < frames {
            if unsafe sf_error(file) == Int32(SF_ERR_SYSTEM) {
                let reason = unsafe String(cString: sf_strerror(file))
                throw AudioError(
                    .inputOutput,
                    at: place,
                    "cannot read on after \(framesRead) frames: \(reason)"
                )
            }
            if let promised = description.frames, framesRead < promised { isTruncated = true }
        }
        return got
    }
}

// One owner at a time; libsndfile keeps no state outside the file.
extension FileSource: @unchecked Sendable {}
