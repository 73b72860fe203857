internal import Glibc
public import RealTime
public import Spectral

/// Power spectral subtraction, as a gain.
///
/// The noise is subtracted more than once where the signal-to-noise ratio is low, and a floor of it stays, so that what
/// remains is even instead of musical; gains rise at once and fall slowly.
///
/// - Source: Berouti, Schwartz and Makhoul 1979, "Enhancement of speech corrupted by acoustic noise", eq. 5–7; bands
///   after Kamath and Loizou 2002, "A multi-band spectral subtraction method", eq. 2–4.
public struct SpectralSubtraction: ~Copyable, GainEstimator {
    private var noise: NoiseEstimator
    // The gains of the frame before, from which they fall.
    private var held: Samples
    private let bands: [Range<Int>]
    private let settings: SubtractionSettings
    private let floor: Float
    private let release: Float

    /// Makes a subtraction whose past is empty.
    ///
    /// - Real time: no.
    public init(geometry: FrameGeometry, settings: SubtractionSettings, noise: consuming NoiseEstimator) {
        self.noise = noise
        self.settings = settings
        held = Samples(repeating: 1, count: geometry.bins)
        bands = Self.evenBands(Int(settings.bands), bins: geometry.bins)
        floor = powf(10, settings.floorDecibels / 20)
        release = geometry.smoothing(seconds: settings.releaseMilliseconds / 1000)
    }

    /// Sets the gains of the next frame; see `GainEstimator`.
    public mutating func estimate(power: borrowing Samples, into gains: inout Samples) {
        noise.update(power: power)
        for band in bands {
            subtractionGain(
                power: power,
                noisePower: noise.noisePower,
                bins: band,
                overSubtraction: overSubtraction(
                    signal: sum(power, in: band),
                    noise: sum(noise.noisePower, in: band)
                ),
                exponent: settings.exponent,
                floor: floor,
                release: release,
                gains: &held
            )
        }
        gains.copy(from: held)
    }

    /// Forgets the past.
    public mutating func reset() {
        noise.reset()
        held.fill(with: 1)
    }

    /// How many times the noise is subtracted from a segment.
    ///
    /// The setting at 0 dB, one at 20 dB, more below 0 dB down to −5 dB.
    private func overSubtraction(signal: Float, noise: Float) -> Float {
        guard signal > 0, noise > 0 else { return 1 }
        let ratio = min(max(10 * log10f(signal / noise), -5), 20)
        return settings.overSubtraction - ratio * (settings.overSubtraction - 1) / 20
    }

    private static func evenBands(_ count: Int, bins: Int) -> [Range<Int>] {
        let count = min(max(1, count), bins)
        return (0..<count).map { $0 * bins / count..<($0 + 1) * bins / count }
    }
}
