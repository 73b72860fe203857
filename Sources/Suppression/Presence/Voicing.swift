internal import Glibc
internal import RealTime
internal import Spectral

/// How periodic a frame is, and with what period: the mark of voiced speech.
///
/// - Source: autocorrelation as the inverse transform of the power spectrum up to 2 kHz, divided by that of the window
///   (Boersma 1993, "Accurate short-term analysis of the fundamental frequency", eq. 9).
struct Voicing: ~Copyable, Sendable {
    /// The autocorrelation at the period, 0 to 1.
    private(set) var strength: Float = 0
    /// The period, in steps of which `steps` make a frame.
    private(set) var period = 0
    /// One period of a cosine in `steps` steps.
    let cosine: Samples
    /// The steps of a frame, whatever its rate.
    let steps: Int

    private let transform: RealFFT
    private var spectrum: Spectrum
    private var correlation: Samples
    // One over the window's own autocorrelation, for the lags from `firstLag` on.
    private let correction: Samples
    private let bins: Range<Int>
    private let firstLag: Int

    init(geometry: FrameGeometry) {
        let spacing = geometry.frequency(ofBin: 1)
        let top = min(geometry.bins, Int((2000 / spacing).rounded(.up)))
        bins = min(top, Int(60 / spacing) + 1)..<top
        let frameSeconds = Float(geometry.length) / Float(geometry.sampleRate)
        var steps = 256
        while steps < 2 * top || Float(steps) < 4000 * frameSeconds { steps *= 2 }
        self.steps = steps
        // 80 to 400 Hz.
        firstLag = Int((0.0025 / frameSeconds * Float(steps)).rounded())
        let lastLag = min(steps / 2, Int((0.0125 / frameSeconds * Float(steps)).rounded()))
        correction = Self.correction(geometry, lags: firstLag..<max(firstLag + 1, lastLag), steps: steps)
        transform = RealFFT(length: steps)
        spectrum = Spectrum(repeating: .zero, count: steps / 2 + 1)
        correlation = Samples(repeating: 0, count: steps)
        cosine = Samples((0..<steps).map { cosf(2 * .pi * Float($0) / Float(steps)) })
    }

    /// Measures the next frame.
    ///
    /// - Real time: yes, O(steps log steps).
    mutating func update(power: borrowing Samples) {
        spectrum.fill(with: .zero)
        for bin in bins { spectrum[bin] = ComplexBin(real: power[bin], imaginary: 0) }
        transform.inverse(&spectrum, into: &correlation)
        let energy = max(correlation[0], 1e-20)
        var best: Float = -1
        for index in correction.indices {
            let value = correlation[firstLag + index] * correction[index]
            if value > best {
                best = value
                period = firstLag + index
            }
        }
        strength = min(max(best / energy, 0), 1)
    }

    private static func correction(_ geometry: FrameGeometry, lags: Range<Int>, steps: Int) -> Samples {
        let window = Windows(geometry)
        let length = geometry.length
        func autocorrelation(_ lag: Int) -> Float {
            var sum: Float = 0
            for n in 0..<length { sum += window.analysis[n] * window.analysis[(n + lag) % length] }
            return sum
        }
        let energy = autocorrelation(0)
        return Samples(
            lags.map { 1 / max(autocorrelation(($0 * length + steps / 2) / steps) / energy, 0.2) }
        )
    }
}
