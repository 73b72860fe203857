internal import RealTime

/// What follows sound that has broken off: its last value, which falls to silence within 5 ms, as a step would click.
struct Release: ~Copyable {
    private var last: Samples
    private var gain: Float = 0
    private let step: Float
    private let channels: Int

    /// Begins in silence.
    init(sampleRate: Int, channels: Int) {
        last = Samples(repeating: 0, count: channels)
        step = 1 / Float(max(1, sampleRate / 200))
        self.channels = channels
    }

    /// Takes the last of `frames` interleaved frames as the value from which it would fall.
    ///
    /// - Real time: yes.
    mutating func follow(_ sound: borrowing Samples, frames: Int) {
        guard frames > 0 else { return }
        last.copy(from: sound, at: (frames - 1) * channels, count: channels, to: 0)
    }

    /// Lets it fall from where the sound broke off.
    mutating func begin() { gain = 1 }

    /// Ends the fall, where the device was emptied and is silent.
    mutating func end() { gain = 0 }

    /// Adds what is left of the sound that broke off to the first `frames` frames of `sound`.
    ///
    /// - Real time: yes.
    mutating func add(to sound: inout Samples, frames: Int) {
        var frame = 0
        while frame < frames, gain > 0 {
            gain = max(0, gain - step)
            for channel in 0..<channels {
                sound[frame * channels + channel] += last[channel] * gain * gain
            }
            frame += 1
        }
    }
}
