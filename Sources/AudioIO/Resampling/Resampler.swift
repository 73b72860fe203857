internal import CSoxr
public import RealTime

/// Converts interleaved sound from one sample rate to another, block by block, through libsoxr.
///
/// The output begins where the input began, with the filter's delay taken out, and is exactly as long: `flush` gives the
/// rest. In between it lags behind by that delay.
@safe
public struct Resampler: ~Copyable {
    /// The rate of the input.
    public let inputRate: Int
    /// The rate of the output.
    public let outputRate: Int
    /// Samples per frame.
    public let channels: Int

    private let converter: soxr_t
    private var framesTaken = 0
    private var framesGiven = 0

    /// Makes a converter of high quality: 20 bits, flat up to 0.91 of the lower Nyquist frequency, linear phase.
    ///
    /// - Precondition: positive rates and channels within the limits of `StreamFormat`.
    /// - Throws: `unavailable` where libsoxr is not installed.
    /// - Real time: no.
    public init(from inputRate: Int, to outputRate: Int, channels: Int) throws(AudioError) {
        try Library.soxr.load(for: "converting from \(inputRate) to \(outputRate) Hz")
        precondition(inputRate > 0 && outputRate > 0 && StreamFormat.channelCounts.contains(channels))
        self.inputRate = inputRate
        self.outputRate = outputRate
        self.channels = channels
        var samples = unsafe soxr_io_spec(SOXR_FLOAT32_I, SOXR_FLOAT32_I)
        var quality = unsafe soxr_quality_spec(UInt(SOXR_20_BITQ), 0)
        var threads = unsafe soxr_runtime_spec(1)
        let made = unsafe soxr_create(
            Double(inputRate),
            Double(outputRate),
            UInt32(channels),
            nil,
            &samples,
            &quality,
            &threads
        )
        guard let made = unsafe made else {
            preconditionFailure("libsoxr has no converter from \(inputRate) to \(outputRate) Hz")
        }
        unsafe converter = made
    }

    deinit {
        unsafe soxr_delete(converter)
    }

    /// The room that `process` needs for the output of `frames` frames.
    public func largestOutput(for frames: Int) -> Int {
        (frames * outputRate + inputRate - 1) / inputRate + Self.burst
    }

    /// The frames of output that the input so far is worth.
    public var framesDue: Int { (2 * framesTaken * outputRate + inputRate) / (2 * inputRate) }

    /// The filters work in blocks, which come out whole.
    private static let burst = 1 << 12

    /// Takes `frames` frames from frame `start` of `input`, writes what is ready to `output`, and returns how many frames.
    ///
    /// - Shapes: interleaved; `output` has room for `largestOutput(for: frames)` frames.
    /// - Real time: no, libsoxr's queues may grow; in steady state it allocates nothing.
    public mutating func process(
        _ input: borrowing Samples,
        from start: Int = 0,
        frames: Int,
        into output: inout Samples
    ) -> Int {
        precondition(start >= 0 && frames >= 0 && (start + frames) * channels <= input.count)
        precondition(largestOutput(for: frames) * channels <= output.count)
        framesTaken += frames
        let room = output.count / channels
        var taken = 0
        var given = 0
        while taken < frames, given < room {
            var read = 0
            var written = 0
            let error = unsafe soxr_process(
                converter,
                input.pointer + (start + taken) * channels,
                frames - taken,
                &read,
                output.pointer + given * channels,
                room - given,
                &written
            )
            precondition(
                unsafe error == nil && read + written > 0,
                "libsoxr refused sound of the agreed shape"
            )
            taken += read
            given += written
        }
        precondition(taken == frames, "the output had no room for what libsoxr made of \(frames) frames")
        framesGiven += given
        return given
    }

    /// Writes as much of the rest as `output` holds and returns how many frames; zero when nothing is left.
    ///
    /// After the last call the output is `input length × output rate / input rate` frames long, rounded.
    ///
    /// - Precondition: no `process` after it before `reset`.
    /// - Real time: no.
    public mutating func flush(into output: inout Samples) -> Int {
        let count = min(output.count / channels, framesDue - framesGiven)
        guard count > 0 else { return 0 }
        var written = 0
        let error = unsafe soxr_process(converter, nil, 0, nil, output.pointer, count, &written)
        precondition(unsafe error == nil, "libsoxr cannot give its rest")
        // libsoxr rounds the same way, so this fills nothing unless that should change.
        if written == 0 {
            output.fill(with: 0, in: 0..<count * channels)
            written = count
        }
        framesGiven += written
        return written
    }

    /// Forgets all sound, as if newly made.
    ///
    /// - Real time: no.
    public mutating func reset() {
        unsafe soxr_clear(converter)
        framesTaken = 0
        framesGiven = 0
    }
}

// One owner at a time; libsoxr keeps no state outside the converter.
extension Resampler: @unchecked Sendable {}
