import CKernels
import RealTime
import TestSignals
import Testing

@Suite("Kernels on samples")
struct SampleKernelTests {
    @Test("bad samples leave as zero and are counted, good ones leave untouched")
    func sanitizing() {
        let denormal = Float.leastNonzeroMagnitude
        let input = Samples(
            [0.5, .nan, -0.25, .infinity, -.infinity, 1e30, -1e6, 1.0, -1.0, denormal, 0.99, .signalingNaN]
        )
        let expected: [Float] = [0.5, 0, -0.25, 0, 0, 0, -1e6, 1.0, -1.0, denormal, 0.99, 0]
        let output = Samples(repeating: 7, count: input.count)
        let facts = unsafe cm_sanitize(input.pointer, output.pointer, input.count, 1, 1e6)
        for index in expected.indices { #expect(output[index].bitPattern == expected[index].bitPattern) }
        #expect(facts.insane == 5)
        #expect(facts.clipped == 3)
        #expect(facts.peak == 1e6)
    }

    @Test("bad samples are found wherever they stand", arguments: lengths)
    func sanitizingEverywhere(count: Int) {
        for place in 0..<min(count, 68) {
            var input = operand(count, 1)
            input[place] = place % 2 == 0 ? .nan : -.infinity
            let output = Samples(repeating: 7, count: count)
            let facts = unsafe cm_sanitize(input.pointer, output.pointer, count, 2, 1e6)
            #expect(facts.insane == 1 && facts.clipped == 0 && facts.peak <= 1)
            #expect(isClose(output) { $0 == place ? 0 : input[$0] })
        }
    }

    @Test("a ramp leaves its first weights behind and reaches its last ones", arguments: [1, 2, 3, 64, 480])
    func ramping(count: Int) {
        let ones = Samples(repeating: 1, count: count)
        let zeros = Samples(repeating: 0, count: count)
        let output = Samples(repeating: 7, count: count)
        unsafe cm_mix_ramp(ones.pointer, zeros.pointer, output.pointer, count, 0, 1, 1, 0)
        #expect(output[count - 1] == 1)
        #expect(abs(output[0] - 1 / Float(count)) < 1e-6)
        unsafe cm_mix_ramp(ones.pointer, ones.pointer, output.pointer, count, 0, 1, 1, 0)
        #expect(isClose(output) { _ in 1 })
    }

    @Test("equal end points give exactly the weighted sample")
    func resting() {
        let sound = operand(480, 1)
        let other = operand(480, 2)
        let output = Samples(repeating: 7, count: 480)
        unsafe cm_mix_ramp(sound.pointer, other.pointer, output.pointer, 480, 1, 1, 0, 0)
        let isUntouched = sound.indices.allSatisfy { output[$0] == sound[$0] }
        #expect(isUntouched)
    }

    @Test("interleaving undoes deinterleaving", arguments: [1, 2, 3, 6, 8])
    func interleaving(channels: Int) {
        for frames in [0, 1, 2, 160, 441] {
            let frames = frames
            let sound = operand(frames * channels, 3)
            let planar = Samples(repeating: 7, count: sound.count)
            let back = Samples(repeating: 7, count: sound.count)
            unsafe cm_deinterleave(sound.pointer, planar.pointer, frames, channels)
            unsafe cm_interleave(planar.pointer, back.pointer, frames, channels)
            #expect(isClose(planar) { sound[$0 % frames * channels + $0 / frames] })
            let isSame = sound.indices.allSatisfy { back[$0] == sound[$0] }
            #expect(isSame)
        }
    }

    @Test("each agrees with plain Swift at every length", arguments: lengths)
    func agreement(count: Int) {
        let a = operand(count, 1)
        let b = operand(count, 2)
        let before = operand(count, 3)
        var output = Samples(repeating: 7, count: count)
        unsafe cm_multiply(a.pointer, b.pointer, output.pointer, count)
        #expect(isClose(output) { a[$0] * b[$0] })
        output.copy(from: before)
        unsafe cm_multiply_add(a.pointer, b.pointer, output.pointer, count)
        #expect(isClose(output) { before[$0] + a[$0] * b[$0] })
        output.copy(from: before)
        unsafe cm_scale(output.pointer, 0.7, count)
        #expect(isClose(output) { before[$0] * 0.7 })
        output.copy(from: before)
        unsafe cm_mix_ramp(a.pointer, b.pointer, output.pointer, count, 0.2, 0.9, 1, -0.5)
        #expect(
            isClose(output) { index in
                let share = Float(index + 1) / Float(count)
                return (0.2 + 0.7 * share) * a[index] + (1 - 1.5 * share) * b[index]
            }
        )
        let energy = a.indices.reduce(0.0) { $0 + Double(a[$1]) * Double(a[$1]) }
        #expect(abs(Double(unsafe cm_energy(a.pointer, count)) - energy) <= 1e-5 * max(1, energy))
    }

    @Test("a loop writes nothing past its length", arguments: lengths)
    func bounds(count: Int) {
        let a = operand(count + 64, 1)
        let output = Samples(repeating: 7, count: count + 64)
        unsafe cm_multiply(a.pointer, a.pointer, output.pointer, count)
        unsafe cm_multiply_add(a.pointer, a.pointer, output.pointer, count)
        unsafe cm_scale(output.pointer, 2, count)
        unsafe cm_mix_ramp(a.pointer, a.pointer, output.pointer, count, 0, 1, 0, 1)
        _ = unsafe cm_sanitize(a.pointer, output.pointer, count, 1, 1)
        let isUntouched = (count..<count + 64).allSatisfy { output[$0] == 7 }
        #expect(isUntouched)
    }

    @Test("the energy of a bad sample is no number, or infinite")
    func badEnergy() {
        var sound = operand(100, 1)
        sound[37] = .nan
        #expect(unsafe cm_energy(sound.pointer, 100).isNaN)
        sound[37] = .infinity
        #expect(unsafe cm_energy(sound.pointer, 100) == .infinity)
    }
}
