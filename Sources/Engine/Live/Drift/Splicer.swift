public import RealTime

/// Takes time out of a stream without a click: the ends of a cut are faded into each other over at most 10 ms.
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
    private var kept: Samples

    /// Makes a splicer.
    ///
    /// - Real time: no.
    public init(sampleRate: Int, channels: Int) {
        self.channels = channels
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

    /// Copies `frames` frames of `input` to the start of `output`, less what is cut; returns how many frames that is.
    ///
    /// - Shapes: interleaved; `output` may need room for `frames` frames.
    /// - Real time: yes.
    public mutating func process(_ input: borrowing Samples, frames: Int, into output: inout Samples) -> Int {
        guard isCutting else {
            output.copy(from: input, at: 0, count: frames * channels, to: 0)
            return frames
        }
        var given = 0
        for frame in 0..<frames where passes(input, frame, &output, given) { given += 1 }
        return given
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
