internal import RealTime
internal import Spectral

/// By how many samples one signal comes after another.
public struct Alignment: Sendable, Equatable {
    /// The samples by which the estimate comes late; negative if it comes early.
    public let lag: Int

    /// States a lag that is known.
    public init(lag: Int) {
        self.lag = lag
    }

    /// Finds the lag of at most `maximumLag` samples at which `estimate` correlates most with `reference`.
    ///
    /// Of equal correlations the smallest lag wins, so that of silence is zero. Runs in memory that does not depend on
    /// the signals' lengths.
    ///
    /// - Precondition: `maximumLag >= 0`.
    public init(of estimate: [Float], behind reference: [Float], maximumLag: Int) {
        precondition(maximumLag >= 0)
        var length = 16_384
        while length < 4 * maximumLag { length *= 2 }
        let correlation = Self.correlation(of: estimate, reference, length: length, maximumLag: maximumLag)
        var best = 0
        for distance in 0...maximumLag {
            for lag in [distance, -distance]
            where correlation[lag + maximumLag] > correlation[best + maximumLag] {
                best = lag
            }
        }
        lag = best
    }

    /// The samples of a reference of `reference` samples that have a partner among `estimate` of the estimate.
    ///
    /// - Result: positions in the reference; their partners are `lag` samples later in the estimate.
    public func overlap(estimate: Int, reference: Int) -> Range<Int> {
        let first = max(0, -lag)
        return first..<max(first, min(reference, estimate - lag))
    }

    /// Both signals without the samples that have no partner at this lag, of equal counts.
    public func cut(estimate: [Float], reference: [Float]) -> (estimate: [Float], reference: [Float]) {
        let shared = overlap(estimate: estimate.count, reference: reference.count)
        guard !shared.isEmpty else { return ([], []) }
        return (Array(estimate[shared.lowerBound + lag..<shared.upperBound + lag]), Array(reference[shared]))
    }

    /// The correlation at the lags from `-maximumLag` on, summed block by block in the frequency domain.
    private static func correlation(
        of estimate: [Float],
        _ reference: [Float],
        length: Int,
        maximumLag: Int
    ) -> [Float] {
        let transform = RealFFT(length: length)
        let block = length - 2 * maximumLag
        var frame = Samples(repeating: 0, count: length)
        var referenceSpectrum = Spectrum(repeating: .zero, count: length / 2 + 1)
        var estimateSpectrum = Spectrum(repeating: .zero, count: length / 2 + 1)
        var product = Spectrum(repeating: .zero, count: length / 2 + 1)
        for start in stride(from: 0, to: reference.count, by: block) {
            for n in 0..<length {
                frame[n] = n < block && start + n < reference.count ? reference[start + n] : 0
            }
            transform.forward(&frame, into: &referenceSpectrum)
            for n in 0..<length {
                let position = start + n - maximumLag
                frame[n] = estimate.indices.contains(position) ? estimate[position] : 0
            }
            transform.forward(&frame, into: &estimateSpectrum)
            for k in product.indices {
                let a = estimateSpectrum[k]
                let b = referenceSpectrum[k]
                product[k].real += a.real * b.real + a.imaginary * b.imaginary
                product[k].imaginary += a.imaginary * b.real - a.real * b.imaginary
            }
        }
        transform.inverse(&product, into: &frame)
        return (0...(2 * maximumLag)).map { frame[$0] }
    }
}
