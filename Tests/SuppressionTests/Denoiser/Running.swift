import RealTime
import Spectral
import Suppression
import TestSignals

/// The whole hops of `sound`, one array a channel, cleaned by `denoiser`.
///
/// - Returns: as many samples as whole hops hold, delayed by the denoiser.
func clean(
    _ sound: [[Float]],
    with denoiser: inout Denoiser,
    beforeHop: (Int) -> Void = { _ in }
) -> [[Float]] {
    let hop = denoiser.geometry.hop
    var output = sound.map { _ in [Float]() }
    var block = Samples(repeating: 0, count: hop * sound.count)
    var cleaned = Samples(repeating: .nan, count: hop * sound.count)
    for index in 0..<sound[0].count / hop {
        beforeHop(index)
        load(sound, hop: index, into: &block)
        denoiser.process(block, into: &cleaned)
        append(cleaned, to: &output)
    }
    return output
}

/// Sets `block` to hop number `hop` of `sound`, channel after channel.
func load(_ sound: [[Float]], hop index: Int, into block: inout Samples) {
    let hop = block.count / sound.count
    for channel in sound.indices {
        for n in 0..<hop { block[channel * hop + n] = sound[channel][index * hop + n] }
    }
}

/// Appends the block's channels to those of `sound`.
func append(_ block: borrowing Samples, to sound: inout [[Float]]) {
    let hop = block.count / sound.count
    for channel in sound.indices {
        for n in 0..<hop { sound[channel].append(block[channel * hop + n]) }
    }
}

/// Voice with noise of its own in every channel.
func noisyVoice(_ form: DenoiserCase, seconds: Double) -> [[Float]] {
    let count = form.frames(seconds)
    let voice = Sounds.voice(count: count, sampleRate: form.sampleRate)
    return (0..<form.channels).map { channel in
        Sounds.sum(voice, Sounds.noise(count: count, seed: UInt64(channel + 1), amplitude: 0.05))
    }
}

/// Noise of its own in every channel.
func noise(_ form: DenoiserCase, seconds: Double, amplitude: Float = 0.1) -> [[Float]] {
    (0..<form.channels).map {
        Sounds.noise(count: form.frames(seconds), seed: UInt64($0 + 11), amplitude: amplitude)
    }
}
