internal import RealTime
public import Spectral

/// The mean power spectrum of a recording of noise alone.
public struct NoiseProfile: Sendable, Equatable {
    /// One power a bin, in the units of the scaled spectrum.
    public let power: [Float]

    /// Measures the noise in `samples`.
    ///
    /// - Shapes: one channel at the geometry's rate.
    /// - Returns: nil when there is not one whole window of finite samples.
    /// - Real time: no.
    public init?(samples: [Float], geometry: FrameGeometry) {
        var analyzer = Analyzer(geometry: geometry, channels: 1)
        let transform = RealFFT(length: geometry.length)
        var spectrum = Spectrum(repeating: .zero, count: geometry.bins)
        var sum = Samples(repeating: 0, count: geometry.bins)
        var frames = 0
        for start in stride(from: 0, through: samples.count - geometry.hop, by: geometry.hop) {
            let hop = samples[start..<start + geometry.hop].map { $0.isFinite ? $0 : 0 }
            analyzer.push(Samples(hop))
            guard start + geometry.hop >= geometry.length else { continue }
            analyzer.analyze(channel: 0, with: transform, into: &spectrum)
            spectrum.addPower(to: &sum)
            frames += 1
        }
        guard frames > 0 else { return nil }
        var mean = [Float](repeating: 0, count: geometry.bins)
        for bin in sum.indices { mean[bin] = sum[bin] / Float(frames) }
        power = mean
    }

    /// The mean of `profiles`, which have equally many bins; nil when there is none.
    public init?(averaging profiles: [NoiseProfile]) {
        guard let first = profiles.first else { return nil }
        power = first.power.indices.map { bin in
            profiles.reduce(0) { $0 + $1.power[bin] } / Float(profiles.count)
        }
    }
}
