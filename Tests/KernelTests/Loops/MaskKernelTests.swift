import CKernels
import Foundation
import RealTime
import Testing

@Suite("Kernels on complex masks")
struct MaskKernelTests {
    @Test("smoothed gains agree with their equation over frames", arguments: lengths, [Float(0), 0.5, 1])
    func smoothing(bins: Int, share: Float) {
        let heard = Samples(repeating: 0, count: bins)
        let passed = Samples(repeating: 0, count: bins)
        var expectedHeard = [Float](repeating: 0, count: bins)
        var expectedPassed = expectedHeard
        for frame in 0..<5 {
            let seed = UInt64(3 * frame)
            let power = operand(bins, seed + 1, in: 0...2)
            let strengths = operand(bins, seed + 2, in: 0.001...1.5)
            let gains = operand(2 * bins, seed + 3)
            let (strengthsBefore, gainsBefore) = (
                strengths.indices.map { strengths[$0] }, gains.indices.map { gains[$0] }
            )
            let factors = (0..<bins).map { bin in
                expectedHeard[bin] = 0.6 * expectedHeard[bin] + power[bin]
                expectedPassed[bin] = 0.6 * expectedPassed[bin] + power[bin] * strengths[bin]
                return pow(max(expectedPassed[bin] / expectedHeard[bin], 1e-4) / strengths[bin], share)
            }
            unsafe cm_smooth_gains(
                power.pointer,
                heard.pointer,
                passed.pointer,
                gains.pointer,
                strengths.pointer,
                bins,
                0.6,
                share
            )
            #expect(isClose(gains) { gainsBefore[$0] * factors[$0 / 2] })
            #expect(isClose(strengths) { strengthsBefore[$0] * factors[$0] })
        }
    }

    @Test("in silence the last gains stay, and no sum becomes denormal")
    func silence() {
        let nothing = Samples(repeating: 0, count: 20)
        let heard = Samples(repeating: 0, count: 20)
        let passed = Samples(repeating: 0, count: 20)
        for _ in 0..<500 {
            let gains = Samples(repeating: 0.2, count: 40)
            let strengths = Samples(repeating: 0.3, count: 20)
            unsafe cm_smooth_gains(
                nothing.pointer,
                heard.pointer,
                passed.pointer,
                gains.pointer,
                strengths.pointer,
                20,
                0.6,
                0.5
            )
            #expect(isClose(gains) { _ in 0.2 })
            #expect(isClose(strengths) { _ in 0.3 })
        }
        let isNormal = heard.indices.allSatisfy { heard[$0].isNormal && passed[$0].isNormal }
        #expect(isNormal)
    }
}
