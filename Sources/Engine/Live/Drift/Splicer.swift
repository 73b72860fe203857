public import RealTime

/// Takes time out of a stream, or puts silence in, without a click.
///
/// The ends of a cut are faded into each other over at most 10 ms; sound is faded out before a silence and in after it.
public struct Splicer: ~Copyable {
    private enum State {
        case copying
        /// Keeping the frames that the cut begins with, to fade them out.
        case keeping(Int)
        case dropping(Int)
        /// Fading from what was kept to what comes.
        case joining(Int)
    }

    private let channels: Int
    private let longestFade: Int
    private var fadeFrames = 1
    private var state = State.copying
    private var framesToDrop = 0
    private var framesToInsert = 0
    private let largestBlock: Int
    private var kept: Samples

    /// Makes a splicer that never gives more than `largestBlock` frames at a time.
    ///
    /// - Real time: no.
    public init(sampleRate: Int, channels: Int, largestBlock: Int) {
        self.channels = channels
        self.largestBlock = largestBlock
        longestFade = max(1, sampleRate / 100)
        kept = Samples(repeating: 0, count: longestFade * channels)
    }

    /// Whether a cut is under way.
    public var isCutting: Bool {
        if case .copying = state { false } else { true }
    }

    /// Begins to take `frames` frames out of what comes; without effect while a cut is under way.
    ///
    /// - Real time: yes.
    public mutating func cut(frames: Int) {
        guard !isCutting, frames > 0 else { return }
        framesToDrop = frames
        fadeFrames = min(longestFade, frames)
        state = .keeping(0)
    }

    /// Begins to put `frames` frames of silence in; without effect while a cut is under way.
    ///
    /// - Real time: yes.
    public mutating func insert(frames: Int) {
        guard !isCutting else { return }
        framesToInsert = max(0, frames)
    }

    /// Copies `frames` frames of `input` to the start of `output`, less what is cut and with what is put in; returns how
    /// many frames that is.
    ///
    /// - Shapes: interleaved; `output` has room for the largest block.
    /// - Real time: yes.
    public mutating func process(_ input: borrowing Samples, frames: Int, into output: inout Samples) -> Int {
        if framesToInsert > 0, !isCutting { return inserting(input, frames, into: &output) }
        guard isCutting else {
            output.copy(from: input, at: 0, count: frames * channels, to: 0)
            return frames
        }
        var given = 0
        for frame in 0..<frames where passes(input, frame, &output, given) { given += 1 }
        return given
    }

    /// Splits a block in the middle and puts in as much as there is room for; the rest follows with the next block.
    private mutating func inserting(_ input: borrowing Samples, _ frames: Int, into output: inout Samples)
        -> Int
    {
        let silence = min(framesToInsert, largestBlock - frames)
        let before = frames / 2
        output.copy(from: input, at: 0, count: before * channels, to: 0)
        output.fill(with: 0, in: before * channels..<(before + silence) * channels)
        output.copy(
            from: input,
            at: before * channels,
            count: (frames - before) * channels,
            to: (before + silence) * channels
        )
        let fade = min(longestFade, before)
        for step in 0..<fade {
            let gain = Float(step + 1) / Float(fade + 1)
            for channel in 0..<channels {
                output[(before - 1 - step) * channels + channel] *= gain
                output[(before + silence + step) * channels + channel] *= gain
            }
        }
        framesToInsert -= silence
        return frames + silence
    }

    /// Handles one frame; true when it went to `output` at frame `place`.
    private mutating func passes(
        _ input: borrowing Samples,
        _ frame: Int,
        _ output: inout Samples,
        _ place: Int
    ) -> Bool {
        switch state {
        case .copying:
            output.copy(from: input, at: frame * channels, count: channels, to: place * channels)
            return true
        case .keeping(let count):
            kept.copy(from: input, at: frame * channels, count: channels, to: count * channels)
            if count + 1 < fadeFrames {
                state = .keeping(count + 1)
            } else {
                // What is kept comes out later in place of as many frames, so exactly `framesToDrop` are missing.
                state = framesToDrop > fadeFrames ? .dropping(framesToDrop - fadeFrames) : .joining(0)
            }
            return false
        case .dropping(let count):
            state = count > 1 ? .dropping(count - 1) : .joining(0)
            return false
        case .joining(let count):
            let share = Float(count + 1) / Float(fadeFrames + 1)
            for channel in 0..<channels {
                let old = kept[count * channels + channel]
                output[place * channels + channel] = old + share * (input[frame * channels + channel] - old)
            }
            state = count + 1 < fadeFrames ? .joining(count + 1) : .copying
            return true
        }
    }
}
