import Foundation
import RealTime
import Spectral
import TestSignals
import Testing

@Suite("RealFFT")
struct RealFFTTests {
    static let lengths = [1, 2, 7, 160, 441, 512, 960]

    @Test("it agrees with the defining sum", arguments: lengths)
    func direct(length: Int) {
        let sound = Sounds.noise(count: length, seed: 1, amplitude: 1)
        var frame = Samples(sound)
        var spectrum = Spectrum(repeating: .zero, count: length / 2 + 1)
        RealFFT(length: length).forward(&frame, into: &spectrum)
        let scale = Double(length).squareRoot()
        for bin in spectrum.indices {
            var real = 0.0
            var imaginary = 0.0
            for n in 0..<length {
                // The product is reduced first, so that the angle keeps its precision.
                let angle = -2 * .pi * Double(n * bin % length) / Double(length)
                real += Double(sound[n]) * cos(angle)
                imaginary += Double(sound[n]) * sin(angle)
            }
            #expect(abs(Double(spectrum[bin].real) - real) < 2e-6 * scale)
            #expect(abs(Double(spectrum[bin].imaginary) - imaginary) < 2e-6 * scale)
        }
    }

    @Test("the inverse gives the frame back, its length times larger", arguments: lengths)
    func roundTrip(length: Int) {
        let sound = Sounds.noise(count: length, seed: 2, amplitude: 1)
        let transform = RealFFT(length: length)
        #expect(transform.length == length)
        var frame = Samples(sound)
        var spectrum = Spectrum(repeating: .zero, count: length / 2 + 1)
        var back = Samples(repeating: 0, count: length)
        transform.forward(&frame, into: &spectrum)
        transform.inverse(&spectrum, into: &back)
        for n in 0..<length { #expect(abs(back[n] / Float(length) - sound[n]) < 2e-6) }
    }

    @Test("many can be planned and used at once")
    func concurrentPlanning() async {
        let errors = await withTaskGroup(of: Float.self) { group in
            for length in 100..<140 {
                group.addTask {
                    let transform = RealFFT(length: length)
                    var frame = Samples(repeating: 1, count: length)
                    var spectrum = Spectrum(repeating: .zero, count: length / 2 + 1)
                    transform.forward(&frame, into: &spectrum)
                    return abs(spectrum[0].real - Float(length))
                }
            }
            return await group.reduce(0, max)
        }
        #expect(errors < 1e-3)
    }
}
