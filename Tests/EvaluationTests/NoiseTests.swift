import Evaluation
import RealTime
import Spectral
import Testing

@Suite("synthetic noise")
struct NoiseTests {
    static let kinds: [NoiseKind] = [.white, .pink, .brown, .defaultBand, .hum(50), .hum(60)]

    /// The mean power of the bins from one frequency to another, in dB.
    static func power(of samples: [Float], sampleRate: Int, from lowest: Double, to highest: Double) -> Double
    {
        var frame = Samples(samples)
        var spectrum = Spectrum(repeating: .zero, count: samples.count / 2 + 1)
        RealFFT(length: samples.count).forward(&frame, into: &spectrum)
        let spacing = Double(sampleRate) / Double(samples.count)
        let bins = Int(lowest / spacing)..<Int(highest / spacing)
        let sum = bins.reduce(0.0) {
            $0
                + Double(
                    spectrum[$1].real * spectrum[$1].real + spectrum[$1].imaginary * spectrum[$1].imaginary
                )
        }
        return SignalLevel(of: [Float((sum / Double(bins.count)).squareRoot())]).decibels
    }

    @Test("the root mean square is one at every rate", arguments: kinds, [16_000, 44_100, 96_000])
    func unitLevel(kind: NoiseKind, sampleRate: Int) throws {
        let noise = try SyntheticNoise(kind, sampleRate: sampleRate)
        for count in [100, sampleRate] {
            let level = SignalLevel(of: noise.samples(count: count, seed: 11))
            #expect(abs(level.rootMeanSquare - 1) < 1e-5)
        }
        #expect(noise.samples(count: 0, seed: 11).isEmpty)
    }

    @Test(
        "the spectrum falls by its slope in every octave",
        arguments: [(NoiseKind.white, 0.0), (.pink, -3.01), (.brown, -6.02)],
        [8_000, 48_000]
    )
    func slope(noise: (kind: NoiseKind, decibelsPerOctave: Double), sampleRate: Int) throws {
        let samples = try SyntheticNoise(noise.kind, sampleRate: sampleRate)
            .samples(count: 4 * sampleRate, seed: 12)
        for lowest in [100.0, 200, 400, 800] {
            // Equal powers of half octaves differ by chance by less than 0.5 dB: each has over a hundred bins.
            let here = Self.power(of: samples, sampleRate: sampleRate, from: lowest, to: 1.4 * lowest)
            let above = Self.power(of: samples, sampleRate: sampleRate, from: 2 * lowest, to: 2.8 * lowest)
            #expect(abs(above - here - noise.decibelsPerOctave) < 1.2)
        }
        let bottom = Self.power(of: samples, sampleRate: sampleRate, from: 100, to: 200)
        let top = Self.power(of: samples, sampleRate: sampleRate, from: 1_600, to: 3_200)
        #expect(abs(top - bottom - 4 * noise.decibelsPerOctave) < 0.8)
    }

    @Test("band noise stays in its band", arguments: [16_000, 24_000, 48_000])
    func band(sampleRate: Int) throws {
        let samples = try SyntheticNoise(.band(from: 4_000, to: 7_000), sampleRate: sampleRate)
            .samples(count: 65_536, seed: 13)
        let inside = Self.power(of: samples, sampleRate: sampleRate, from: 4_100, to: 6_900)
        #expect(inside - Self.power(of: samples, sampleRate: sampleRate, from: 100, to: 3_900) > 60)
        #expect(inside - Self.power(of: samples, sampleRate: sampleRate, from: 7_100, to: 8_000) > 60)
    }

    @Test("hum has its power at the harmonics of the mains", arguments: [50.0, 60.0])
    func hum(mains: Double) throws {
        let samples = try SyntheticNoise(.hum(mains), sampleRate: 16_000).samples(count: 16_000, seed: 14)
        let first = Self.power(of: samples, sampleRate: 16_000, from: mains, to: mains + 1)
        let second = Self.power(of: samples, sampleRate: 16_000, from: 2 * mains, to: 2 * mains + 1)
        let between = Self.power(of: samples, sampleRate: 16_000, from: mains + 5, to: 2 * mains - 5)
        #expect(abs(first - second - 6.02) < 0.1)
        #expect(first - between > 80)
    }

    @Test("a seed decides every sample", arguments: kinds)
    func seeds(kind: NoiseKind) throws {
        let noise = try SyntheticNoise(kind, sampleRate: 24_000)
        #expect(noise.samples(count: 500, seed: 1) == noise.samples(count: 500, seed: 1))
        #expect(noise.samples(count: 500, seed: 1) != noise.samples(count: 500, seed: 2))
    }

    /// Bins of 16 kHz / 65 536 hold f^−s · (a + ib) with a, b the normal pairs of SplitMix64 with seed 7 from the first
    /// bin in range on; the inverse transform, scaled to unit level over 32 000 samples, in NumPy.
    @Test(
        "samples agree with their reference in double precision",
        arguments: [
            (NoiseKind.white, [-1.714572, 0.293492, -0.489106, 0.309956] as [Float]),
            (.pink, [-0.924668, 0.785008, 1.684520, -0.259381]),
            (.brown, [0.515792, 0.736864, 1.233935, 0.768020]),
            (.defaultBand, [-0.984032, 0.901642, 1.320772, 0.920347]),
        ]
    )
    func references(kind: NoiseKind, expected: [Float]) throws {
        let samples = try SyntheticNoise(kind, sampleRate: 16_000).samples(count: 32_000, seed: 7)
        for (index, value) in zip([0, 1_000, 20_000, 31_999], expected) {
            #expect(abs(samples[index] - value) < 1e-3)
        }
    }

    @Test("noise that cannot be is refused with its reason")
    func refusals() {
        #expect(throws: NoiseError.beyondNyquist(lowest: 4_000, sampleRate: 8_000)) {
            try SyntheticNoise(.defaultBand, sampleRate: 8_000)
        }
        #expect(throws: NoiseError.badRange(lowest: 3_000, highest: 2_000)) {
            try SyntheticNoise(.band(from: 3_000, to: 2_000), sampleRate: 8_000)
        }
        #expect(throws: NoiseError.self) { try SyntheticNoise(.hum(0), sampleRate: 8_000) }
        #expect(throws: NoiseError.self) { try SyntheticNoise(.band(from: .nan, to: 10), sampleRate: 8_000) }
    }
}
