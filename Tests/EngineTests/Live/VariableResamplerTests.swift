import Engine
import Foundation
import RealTime
import TestSignals
import Testing

@Suite("Variable resampler")
struct VariableResamplerTests {
    @Test("equal rates without correction only delay", arguments: [1, 2])
    func identity(channels: Int) {
        let sound = Sounds.noise(count: 4_800 * channels, seed: 1)
        let output = run(sound, from: 48_000, to: 48_000, channels: channels, correction: 0)
        let delay = VariableResampler.delayFrames * channels
        #expect(Levels.error(of: output.dropFirst(delay), against: sound) < -100)
    }

    @Test("a tone keeps its shape at every correction", arguments: [-1e-3, -3e-4, 0, 5e-4, 1e-3])
    func tone(correction: Double) {
        let frequency = 3_000.0
        let sound = Sounds.sine(count: 48_000, frequency: frequency, sampleRate: 48_000)
        let output = run(sound, from: 48_000, to: 48_000, channels: 1, correction: correction)
        let step = 1 + correction
        // The first output lies `delayFrames` before the first input.
        let expected = output.indices.map { index -> Float in
            let place = Double(index) * step - Double(VariableResampler.delayFrames)
            return Float(0.5 * sin(2 * .pi * frequency * place / 48_000))
        }
        #expect(Levels.error(of: output[100...], against: expected[100...]) < -70)
        #expect(abs(Double(output.count) * step - 48_000) < 20)
    }

    @Test(
        "rates are changed and tones survive",
        arguments: [(44_100, 48_000), (48_000, 44_100), (16_000, 48_000)]
    )
    func rates(from: Int, to: Int) {
        let sound = Sounds.sine(count: from, frequency: 1_000, sampleRate: from)
        let output = run(sound, from: from, to: to, channels: 1, correction: 0)
        #expect(abs(output.count - to) < 40)
        let ratio = Double(from) / Double(to)
        let expected = output.indices.map { index -> Float in
            let place = Double(index) * ratio - Double(VariableResampler.delayFrames)
            return Float(0.5 * sin(2 * .pi * 1_000 * place / Double(from)))
        }
        #expect(Levels.error(of: output[200...], against: expected[200...]) < -60)
    }

    @Test("a moving correction makes no steps")
    func moving() {
        var resampler = VariableResampler(from: 48_000, to: 48_000, channels: 1, largestInput: 240)
        var output = Samples(repeating: 0, count: resampler.largestOutput())
        let sound = Sounds.sine(count: 48_000, frequency: 200, sampleRate: 48_000)
        var heard: [Float] = []
        for block in 0..<200 {
            let part = Samples(Array(sound[block * 240..<(block + 1) * 240]))
            let correction = block % 40 < 20 ? 1e-3 : -1e-3
            let count = resampler.process(part, frames: 240, correction: correction, into: &output)
            for index in 0..<count { heard.append(output[index]) }
        }
        let steepest = 0.5 * 2 * Float.pi * 200 / 48_000
        #expect(Levels.largestStep(heard[200...]) < steepest * 1.01)
    }

    private func run(_ sound: [Float], from: Int, to: Int, channels: Int, correction: Double) -> [Float] {
        var resampler = VariableResampler(from: from, to: to, channels: channels, largestInput: 600)
        var output = Samples(repeating: 0, count: resampler.largestOutput() * channels)
        var result: [Float] = []
        var start = 0
        var size = 1
        while start < sound.count {
            // Blocks of every size, as devices give them.
            let frames = min(size, (sound.count - start) / channels)
            let block = Samples(Array(sound[start..<start + frames * channels]))
            let count = resampler.process(block, frames: frames, correction: correction, into: &output)
            for index in 0..<count * channels { result.append(output[index]) }
            start += frames * channels
            size = size % 499 + 7
        }
        return result
    }
}
