internal import AudioIO
internal import CALSA
internal import RealTime

/// A device that is open, and the bytes on their way to or from it.
final class OpenStream {
    let pcm: PCM
    let shape: DeviceShape
    let samples: SampleFormat
    /// One buffer of the device's samples.
    private(set) var bytes: Bytes
    private var recovery = Recovery()
    /// When the next frame was captured, or will be heard.
    private var nextFrameTime = MonotonicTime.now()
    private var lastProgress = MonotonicTime.now()
    private let nanosecondsPerFrame: Double

    // A null sink of PulseAudio takes two seconds at once when it starts, and then nothing for as long.
    private static let stall = 5_000_000_000

    init(_ pcm: PCM, _ shape: DeviceShape) {
        self.pcm = pcm
        self.shape = shape
        samples = shape.samples ?? .s16le
        let frameBytes = shape.format.channels * samples.bytesPerSample
        bytes = Bytes(repeating: 0, count: shape.bufferFrames * frameBytes)
        nanosecondsPerFrame = 1e9 / Double(shape.format.sampleRate)
    }

    var channels: Int { shape.format.channels }

    /// Moves frames from the device into `target`; how many, or an error.
    func read(frames: Int, into target: inout Samples) -> Int {
        let count = unsafe pcm.read(into: bytes.pointer, frames: min(frames, shape.bufferFrames))
        if count > 0 { samples.decode(bytes, from: 0, count: count * channels, into: &target) }
        return count
    }

    /// Moves frames from frame `start` of `source` to the device; how many, or an error.
    func write(_ source: borrowing Samples, from start: Int, frames: Int) -> Int {
        let count = min(frames, shape.bufferFrames)
        _ = samples.encode(source, from: start * channels, count: count * channels, into: &bytes)
        return unsafe pcm.write(from: bytes.pointer, frames: count)
    }

    /// Says that sound was moved and how far the next frame is from now: in the past for captured sound that waits, in
    /// the future for sound that is still to be played.
    func moved(nextFrameIn frames: Int) {
        let now = MonotonicTime.now()
        lastProgress = now
        nextFrameTime = now + Int(Double(frames) * nanosecondsPerFrame)
        recovery.succeeded()
    }

    /// Says that the stream starts now.
    func begins() {
        lastProgress = MonotonicTime.now()
        nextFrameTime = lastProgress
    }

    /// Whether nothing has moved for so long that nothing will.
    var hasStalled: Bool {
        let buffer = Int(Double(shape.bufferFrames) * nanosecondsPerFrame)
        return MonotonicTime.now() - lastProgress > max(Self.stall, 4 * buffer)
    }

    func recover(from code: Int) -> Recovery.Step {
        recovery.handle(code, of: pcm)
    }

    /// Says that the stream goes on after a stop; gives the frames of the device's time that have passed without us.
    func restart() -> Int {
        let lost = Double(MonotonicTime.now() - nextFrameTime) / nanosecondsPerFrame
        begins()
        return max(0, Int(lost.rounded()))
    }
}
