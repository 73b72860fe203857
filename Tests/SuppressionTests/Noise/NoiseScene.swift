internal import Glibc
internal import RealTime
internal import Spectral
internal import Suppression

/// A stretch of sound made of white noise, whose level may change, and bursts of voice.
struct NoiseScene {
    var seconds = 4.0
    var seed: UInt64 = 1
    /// Level of the noise at each moment, in decibels to full scale; nil is digital silence.
    var noiseDecibels: @Sendable (_ seconds: Double) -> Double? = { _ in -40 }
    /// Level of the voice within its bursts; nil is none.
    var voiceDecibels: Double?
    /// When the first burst begins.
    var voiceStart = 0.0
    /// A constant added to every sample.
    var offset = 0.0

    /// The sound itself.
    ///
    /// The voice is twenty harmonics of a gliding pitch, 300 ms on and 300 ms off.
    func samples(sampleRate: Int) -> [Float] {
        var noise = SeededNoise(seed: seed)
        var phase = 0.0
        return (0..<Int(seconds * Double(sampleRate))).map { n in
            let now = Double(n) / Double(sampleRate)
            var sample = offset
            if let level = noiseDecibels(now) { sample += Double(noise.next()) * pow(10, level / 20) }
            let burst = fmod(now - voiceStart, 0.6)
            if let voiceDecibels, now >= voiceStart, burst < 0.3 {
                phase += 2 * .pi * (140 + 30 * sin(2 * .pi * 1.7 * now)) / Double(sampleRate)
                let tone = (1...20).reduce(0) { $0 + sin(phase * Double($1)) / Double($1) }
                sample += tone * sqrt(max(0, sin(.pi * burst / 0.3))) * pow(10, voiceDecibels / 20)
            }
            return Float(sample)
        }
    }

    /// The frames' powers.
    func powers(_ geometry: FrameGeometry) -> [[Float]] {
        var analyzer = Analyzer(geometry: geometry, channels: 1)
        let transform = RealFFT(length: geometry.length)
        var spectrum = Spectrum(repeating: .zero, count: geometry.bins)
        var power = Samples(repeating: 0, count: geometry.bins)
        let sound = samples(sampleRate: geometry.sampleRate)
        return stride(from: 0, through: sound.count - geometry.hop, by: geometry.hop).map { start in
            analyzer.push(Samples(sound[start..<start + geometry.hop]))
            analyzer.analyze(channel: 0, with: transform, into: &spectrum)
            spectrum.power(into: &power)
            return power.indices.map { power[$0] }
        }
    }
}
