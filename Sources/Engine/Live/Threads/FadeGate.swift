internal import RealTime

/// Opens and closes a stream over 20 ms, so that beginnings and ends do not click.
struct FadeGate: Sendable {
    private let framesToFade: Int
    private var gain: Float = 0
    private var isOpen = true

    /// Makes a gate that opens with the first frame.
    init(sampleRate: Int) {
        framesToFade = max(1, sampleRate / 50)
    }

    /// Whether nothing passes any more.
    var isShut: Bool { !isOpen && gain == 0 }

    /// Begins to close.
    mutating func close() { isOpen = false }

    /// Begins again from silence.
    mutating func reopen() {
        isOpen = true
        gain = 0
    }

    /// Applies the gain to `frames` interleaved frames that begin at frame `start`.
    ///
    /// - Real time: yes.
    mutating func apply(to samples: inout Samples, from start: Int = 0, frames: Int, channels: Int) {
        let target: Float = isOpen ? 1 : 0
        guard gain != target || target == 0 else { return }
        let step = (isOpen ? 1 : -1) / Float(framesToFade)
        for frame in start..<start + frames {
            gain = min(max(gain + step, 0), 1)
            for channel in 0..<channels { samples[frame * channels + channel] *= gain }
        }
    }
}
