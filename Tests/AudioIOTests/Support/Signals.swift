import Glibc

/// Interleaved frames of a sine in every channel, each channel a little higher than the one before.
func sine(hertz: Double, rate: Int, frames: Int, channels: Int = 1, peak: Double = 0.5) -> [Float] {
    (0..<frames * channels).map { index in
        let (frame, channel) = index.quotientAndRemainder(dividingBy: channels)
        let pitch = hertz * (1 + 0.1 * Double(channel))
        return Float(peak * sin(2 * .pi * pitch * Double(frame) / Double(rate)))
    }
}

/// The level of `signal` over that of `result - signal`.
func signalToNoise(_ result: some Collection<Float>, _ signal: some Collection<Float>) -> Double {
    var power = 0.0
    var error = 0.0
    for (got, wanted) in zip(result, signal) {
        power += Double(wanted) * Double(wanted)
        error += (Double(got) - Double(wanted)) * (Double(got) - Double(wanted))
    }
    return 10 * log10(power / max(error, 1e-30))
}
