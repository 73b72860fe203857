import Engine
import RealTime
import Spectral
import Suppression

/// A stream to send through a pump.
struct Stream {
    /// Interleaved frames.
    let samples: [Float]
    let channels: Int

    /// What comes out of a pump when the frames go in by `nextChunk` at a time.
    ///
    /// - Returns: interleaved frames.
    func pumped(through denoiser: consuming Denoiser, isAligned: Bool, nextChunk: () -> Int) -> [Float] {
        let hop = denoiser.geometry.hop
        var pump = HopPump(denoiser, isAligned: isAligned)
        var heard: [Float] = []
        let frames = samples.count / channels
        var taken = 0
        while taken < frames {
            let count = min(nextChunk(), frames - taken)
            let chunk = Samples(samples[taken * channels..<(taken + count) * channels])
            var output = Samples(repeating: .nan, count: pump.capacity(for: count) * channels)
            let given = pump.push(chunk, frames: count, into: &output)
            for index in 0..<given * channels { heard.append(output[index]) }
            taken += count
        }
        var rest = Samples(repeating: .nan, count: hop * channels)
        while true {
            let given = pump.flush(into: &rest)
            if given == 0 { break }
            for index in 0..<given * channels { heard.append(rest[index]) }
        }
        return heard
    }
}

/// A denoiser for mono or more at 16 kHz.
func denoiser(
    _ engine: EngineKind,
    channels: Int = 1,
    sampleRate: Int = 16000,
    _ change: (inout DenoiserSettings) -> Void = { _ in }
) throws -> Denoiser {
    var settings = DenoiserSettings()
    settings.engine = engine
    change(&settings)
    return try Denoiser(settings, sampleRate: sampleRate, channels: channels)
}
