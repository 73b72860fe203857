internal import AudioIO
internal import CKernels
public import RealTime
internal import Suppression

/// The lane that is heard, and its exchange for another while sound runs.
///
/// A newcomer first runs unheard until its overlap is whole and its noise estimate has begun, then it is faded in over
/// 20 ms. Lanes may differ in everything but rate and channels; one with another latency makes the sound jump in time
/// by the difference, without a click.
public struct LaneSwitch: ~Copyable {
    /// How long a newcomer listens before it is heard.
    public static let warmUpSeconds = 0.2
    private static let fadeSeconds = 0.02

    private var current: Lane
    // The newcomer, or the lane that the last exchange replaced.
    private var other: Lane?
    private var isExchanging = false
    private var framesUnheard = 0
    private var framesFaded = 0
    private let warmUpFrames: Int
    private let fadeFrames: Int
    private let channels: Int
    private var otherOutput: Samples
    private var currentOutput: Samples

    /// Starts with `lane`.
    ///
    /// - Real time: no.
    public init(_ lane: consuming Lane, sampleRate: Int, channels: Int) {
        current = lane
        other = nil
        self.channels = channels
        warmUpFrames = Int(Self.warmUpSeconds * Double(sampleRate))
        fadeFrames = Int(Self.fadeSeconds * Double(sampleRate))
        otherOutput = Samples(repeating: 0, count: StreamCleaner.blockFrames * channels)
        currentOutput = Samples(repeating: 0, count: StreamCleaner.blockFrames * channels)
    }

    /// The latency of the lane that is heard.
    public var latencyFrames: Int { current.latencyFrames }

    /// Begins the exchange for the lane that waits at `newcomers`; what an earlier exchange replaced goes to `retired`.
    ///
    /// - Returns: whether an exchange began.
    /// - Real time: yes.
    public mutating func exchange(from newcomers: Handoff<Lane?>, retiring retired: Handoff<Lane?>) -> Bool {
        guard !isExchanging, newcomers.takeIfWaiting(swappingWith: &other, retiring: retired) else {
            return false
        }
        isExchanging = true
        framesUnheard = max(warmUpFrames, other?.latencyFrames ?? 0)
        framesFaded = 0
        return true
    }

    /// Cleans one block.
    ///
    /// - Shapes: interleaved; `frames` frames in and out.
    /// - Real time: yes.
    public mutating func process(_ input: borrowing Samples, frames: Int, into output: inout Samples) {
        guard isExchanging, var newcomer = other.take() else {
            current.process(input, frames: frames, into: &output)
            return
        }
        newcomer.process(input, frames: frames, into: &otherOutput)
        if framesUnheard > 0 {
            framesUnheard -= frames
            current.process(input, frames: frames, into: &output)
        } else {
            current.process(input, frames: frames, into: &currentOutput)
            fade(frames: frames, into: &output)
            framesFaded += frames
            if framesFaded >= fadeFrames {
                swap(&current, &newcomer)
                isExchanging = false
            }
        }
        other = consume newcomer
    }

    /// Lets the sound of the lane that is heard pass uncleaned, or ends that; a newcomer always cleans.
    ///
    /// - Real time: yes.
    public mutating func passDry(_ isDry: Bool) { current.controls.isLate.value = isDry ? 1 : 0 }

    /// Mixes both lanes, the newcomer's share growing with every frame.
    private func fade(frames: Int, into output: inout Samples) {
        let first = Float(min(framesFaded, fadeFrames)) / Float(fadeFrames)
        let rising = min(frames, max(0, fadeFrames - framesFaded))
        let last = Float(framesFaded + rising) / Float(fadeFrames)
        unsafe cm_mix_ramp(
            currentOutput.pointer,
            otherOutput.pointer,
            output.pointer,
            rising * channels,
            1 - first,
            1 - last,
            first,
            last
        )
        output.copy(
            from: otherOutput,
            at: rising * channels,
            count: (frames - rising) * channels,
            to: rising * channels
        )
    }
}
