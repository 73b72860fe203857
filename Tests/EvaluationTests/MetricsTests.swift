import Evaluation
import Testing

@Suite("metrics")
struct MetricsTests {
    struct Expected: Sendable {
        let sampleRate: Int
        let noisy: [Double]
        let enhanced: [Double]
    }

    static let expected = [
        Expected(
            sampleRate: 8_000,
            noisy: [18.145529, -1.057038, 18.143586, 1.336091672e-04, 5.365208],
            enhanced: [19.595841, -0.991931, 29.271815, 9.567644841e-05, 0.284107]
        ),
        Expected(
            sampleRate: 16_000,
            noisy: [18.152330, -1.052239, 18.148931, 1.334001011e-04, 3.387315],
            enhanced: [19.594767, -0.989024, 29.277689, 9.570010872e-05, 0.136263]
        ),
        Expected(
            sampleRate: 22_050,
            noisy: [18.146186, -1.045476, 18.149942, 1.335889430e-04, 2.569388],
            enhanced: [19.611201, -0.952316, 29.273328, 9.533866347e-05, 0.112468]
        ),
        Expected(
            sampleRate: 48_000,
            noisy: [18.156831, -1.064577, 18.158515, 1.332619198e-04, 1.017340],
            enhanced: [19.607404, -0.997114, 29.283395, 9.542205287e-05, 0.071013]
        ),
    ]

    @Test("every metric agrees with its reference in double precision", arguments: expected)
    func references(expected: Expected) throws {
        let signals = TestSignals(sampleRate: expected.sampleRate)
        for (estimate, values) in [(signals.noisy, expected.noisy), (signals.enhanced, expected.enhanced)] {
            let fidelity = try #require(
                Fidelity(of: estimate, against: signals.clean, sampleRate: expected.sampleRate)
            )
            #expect(abs(fidelity.signalToNoiseRatio - values[0]) < 1e-3)
            #expect(abs(fidelity.segmentalSNR - values[1]) < 1e-3)
            #expect(abs(fidelity.scaleInvariantSDR - values[2]) < 1e-3)
            #expect(abs(fidelity.meanSquaredError / values[3] - 1) < 1e-3)
            #expect(abs(fidelity.logSpectralDistance - values[4]) < 1e-3)
        }
    }

    @Test("an estimate equal to its reference is perfect and finite")
    func equality() throws {
        let clean = speech(sampleRate: 16_000, seconds: 2)
        let fidelity = try #require(Fidelity(of: clean, against: clean, sampleRate: 16_000))
        #expect(fidelity.signalToNoiseRatio > 100 && fidelity.signalToNoiseRatio.isFinite)
        #expect(fidelity.scaleInvariantSDR > 100 && fidelity.scaleInvariantSDR.isFinite)
        #expect(fidelity.meanSquaredError == 0)
        #expect(fidelity.logSpectralDistance == 0)
    }

    @Test("silence has finite metrics")
    func silence() throws {
        let silence = [Float](repeating: 0, count: 1_000)
        let fidelity = try #require(Fidelity(of: silence, against: silence, sampleRate: 8_000))
        #expect(fidelity.signalToNoiseRatio == 0)
        #expect(fidelity.scaleInvariantSDR == 0)
        #expect(fidelity.segmentalSNR == -10)
    }

    @Test("a gain changes the SNR but not the scale-invariant ratio")
    func gain() {
        let signals = TestSignals(sampleRate: 16_000)
        let quieter = signals.noisy.map { 0.25 * $0 }
        let ratio = scaleInvariantSDR(of: signals.noisy, against: signals.clean)
        #expect(abs(scaleInvariantSDR(of: quieter, against: signals.clean) - ratio) < 1e-3)
        #expect(signalToNoiseRatio(of: quieter, against: signals.clean) < 3)
    }

    @Test("signals shorter than a frame have no frame metrics")
    func shorterThanFrame() {
        let short = [Float](repeating: 0.5, count: 479)
        #expect(segmentalSNR(of: short, against: short, sampleRate: 16_000) == nil)
        #expect(logSpectralDistance(of: short, against: short, sampleRate: 16_000) == nil)
        #expect(Fidelity(of: [], against: [], sampleRate: 16_000) == nil)
    }

    @Test("the mean of metrics is the mean of each")
    func mean() throws {
        let signals = TestSignals(sampleRate: 8_000)
        let noisy = try #require(Fidelity(of: signals.noisy, against: signals.clean, sampleRate: 8_000))
        let enhanced = try #require(Fidelity(of: signals.enhanced, against: signals.clean, sampleRate: 8_000))
        let mean = try #require(Fidelity(meanOf: [noisy, enhanced]))
        #expect(mean.segmentalSNR == (noisy.segmentalSNR + enhanced.segmentalSNR) / 2)
        #expect(mean.logSpectralDistance == (noisy.logSpectralDistance + enhanced.logSpectralDistance) / 2)
        #expect(Fidelity(meanOf: []) == nil)
    }
}
