public import AudioIO
internal import RealTime
internal import Spectral
public import Suppression

extension NoiseProfile {
    /// Measures the noise that `source` gives, for streams of `format` cleaned with `settings`.
    ///
    /// The first minute counts; the channels' powers are averaged.
    ///
    /// - Throws: what the source throws, and `badData` when it is shorter than a window or digital silence.
    public init<Input: Source & ~Copyable>(
        from source: consuming Input,
        settings: DenoiserSettings,
        format: StreamFormat,
        place: String
    ) throws(AudioError) {
        let rate = try settings.processingRate(for: format)
        guard let geometry = try? FrameGeometry(settings.frame, sampleRate: rate) else {
            preconditionFailure("the processing rate fits the frames")
        }
        var resampled = try ResampledSource(source, sampleRate: rate)
        let channels = resampled.format.channels
        var block = Samples(repeating: 0, count: 4096 * channels)
        var sound = [[Float]](repeating: [], count: channels)
        while sound[0].count < 60 * rate {
            let frames = try resampled.read(into: &block, frames: 4096)
            guard frames > 0 else { break }
            for channel in 0..<channels {
                for frame in 0..<frames { sound[channel].append(block[frame * channels + channel]) }
            }
        }
        let profiles = sound.compactMap { NoiseProfile(samples: $0, geometry: geometry) }
        guard let mean = NoiseProfile(averaging: profiles), mean.power.contains(where: { $0 > 0 }) else {
            throw AudioError(
                .badData,
                at: place,
                "holds \(sound[0].count) frames of sound at \(rate) Hz, which is silence or less than one window of "
                    + "\(settings.frame.windowMilliseconds) ms; record a second or more of the noise alone"
            )
        }
        self = mean
    }
}
