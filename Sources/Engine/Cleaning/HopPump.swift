internal import CKernels
public import RealTime
internal import Spectral
public import Suppression

/// Feeds a stream of any block size through a denoiser, hop by hop, and keeps count.
///
/// As many frames come out as go in. Unaligned, the output lags by the denoiser's delay and starts with silence;
/// aligned, the first `delay` frames are dropped and the end is flushed instead.
///
/// - Real time: every member but `init`.
public struct HopPump: ~Copyable, Sendable {
    /// The denoiser, for its controls and statistics.
    public private(set) var denoiser: Denoiser
    /// The levels of what came in.
    public private(set) var inputLevels = LevelHistogram()
    /// The levels of what went out.
    public private(set) var outputLevels = LevelHistogram()
    /// Frames taken in.
    public private(set) var framesIn = 0
    /// Frames given out.
    public private(set) var framesOut = 0

    let hop: Int
    private let channels: Int
    // One hop being gathered, interleaved; then one hop, channel after channel, on each side of the denoiser.
    private var gathered: Samples
    private var gatheredFrames = 0
    private var block: Samples
    private var cleaned: Samples
    private var framesToDrop: Int

    /// Makes a pump around `denoiser`.
    ///
    /// - Real time: no.
    public init(_ denoiser: consuming Denoiser, isAligned: Bool) {
        hop = denoiser.geometry.hop
        channels = denoiser.channels
        framesToDrop = isAligned ? denoiser.geometry.delay : 0
        self.denoiser = denoiser
        gathered = Samples(repeating: 0, count: hop * channels)
        block = Samples(repeating: 0, count: hop * channels)
        cleaned = Samples(repeating: 0, count: hop * channels)
    }

    /// The most frames that `push` gives for `frames` frames.
    public func capacity(for frames: Int) -> Int { frames + hop }

    /// Takes the first `frames` frames of `input`, writes what is due to the start of `output`, and returns how many
    /// frames that is.
    ///
    /// - Shapes: interleaved; `output` has room for `capacity(for: frames)` frames.
    /// - Real time: yes.
    public mutating func push(_ input: borrowing Samples, frames: Int, into output: inout Samples) -> Int {
        framesIn += frames
        var taken = 0
        var given = 0
        while taken < frames {
            let count = min(hop - gatheredFrames, frames - taken)
            gathered.copy(
                from: input,
                at: taken * channels,
                count: count * channels,
                to: gatheredFrames * channels
            )
            gatheredFrames += count
            taken += count
            if gatheredFrames == hop { given += processHop(into: &output, at: given) }
        }
        framesOut += given
        return given
    }

    /// Writes what is still owed to the start of `output`, at most one hop, and returns how many frames that is; call
    /// until it returns zero.
    ///
    /// - Shapes: interleaved; `output` has room for one hop.
    /// - Real time: yes.
    public mutating func flush(into output: inout Samples) -> Int {
        while framesOut < framesIn {
            gathered.fill(with: 0, in: gatheredFrames * channels..<hop * channels)
            gatheredFrames = hop
            let given = min(processHop(into: &output, at: 0), framesIn - framesOut)
            framesOut += given
            if given > 0 { return given }
        }
        return 0
    }

    /// Cleans the gathered hop and writes what is not dropped to `output` at frame `offset`.
    private mutating func processHop(into output: inout Samples, at offset: Int) -> Int {
        deinterleave(gathered, into: &block, channels: channels)
        gatheredFrames = 0
        denoiser.process(block, into: &cleaned)
        inputLevels.add(power: denoiser.statistics.inputPower.value)
        outputLevels.add(power: denoiser.statistics.outputPower.value)
        interleave(cleaned, into: &gathered, channels: channels)
        let dropped = min(framesToDrop, hop)
        framesToDrop -= dropped
        output.copy(
            from: gathered,
            at: dropped * channels,
            count: (hop - dropped) * channels,
            to: offset * channels
        )
        return hop - dropped
    }
}
