internal import RealTime

/// Makes frames of one channel count out of frames of another.
enum ChannelMap {
    /// Mono goes to every channel, every channel to mono as their mean; otherwise channels keep their places and
    /// further ones are silent.
    ///
    /// - Real time: yes.
    static func map(
        _ input: borrowing Samples,
        channels inputs: Int,
        frames: Int,
        into output: inout Samples,
        channels outputs: Int
    ) {
        for frame in 0..<frames {
            for channel in 0..<outputs {
                output[frame * outputs + channel] =
                    if inputs == 1 {
                        input[frame]
                    } else if outputs == 1 {
                        mean(input, frame * inputs, inputs)
                    } else if channel < inputs {
                        input[frame * inputs + channel]
                    } else {
                        0
                    }
            }
        }
    }

    private static func mean(_ input: borrowing Samples, _ start: Int, _ channels: Int) -> Float {
        var sum: Float = 0
        for channel in 0..<channels { sum += input[start + channel] }
        return sum / Float(channels)
    }
}
