internal import RealTime
internal import Spectral

/// Makes normally distributed noise by giving each bin of a spectrum a random value of the wanted size.
///
/// The spectrum is then exact at every rate, and what comes of the inverse transform is periodic, so that it repeats
/// without a seam where `count` exceeds the period.
///
/// - Shapes: `count` samples of any level.
func shapedNoise(_ kind: NoiseKind, sampleRate: Int, count: Int, _ random: inout SplitMix64) -> [Float] {
    // Short noise is cut from a longer period, lest a narrow band fall between two bins.
    var length = 65_536
    while length < count, length < 4_194_304 { length *= 2 }
    let spacing = Double(sampleRate) / Double(length)
    let (lowest, highest) = kind.range
    let nyquistBin = length / 2
    let first = min(max(1, Int((lowest / spacing).rounded(.up))), nyquistBin - 1)
    let last = max(first, min(nyquistBin - 1, Int(min(highest / spacing, Double(nyquistBin)))))
    // Loud enough for single precision, whatever the slope.
    let scale = 1 / kind.amplitude(at: Double(first) * spacing)
    var spectrum = Spectrum(repeating: .zero, count: nyquistBin + 1)
    for k in first...last {
        let size = scale * kind.amplitude(at: Double(k) * spacing)
        let (real, imaginary) = random.normalPair()
        spectrum[k] = ComplexBin(real: Float(size * real), imaginary: Float(size * imaginary))
    }
    var period = Samples(repeating: 0, count: length)
    RealFFT(length: length).inverse(&spectrum, into: &period)
    return (0..<count).map { period[$0 % length] }
}
