import CKernels
import Foundation
import RealTime
import Testing

@Suite("Kernels on gains")
struct GainKernelTests {
    @Test("the signal-to-noise ratios agree with their equations", arguments: lengths)
    func decisionDirected(bins: Int) {
        let power = operand(bins, 1, in: 0...4)
        let noise = operand(bins, 2, in: 0.5...2)
        let speech = operand(bins, 3, in: 0...4)
        let prior = Samples(repeating: 7, count: bins)
        let posterior = Samples(repeating: 7, count: bins)
        unsafe cm_decision_directed(
            power.pointer,
            noise.pointer,
            speech.pointer,
            prior.pointer,
            posterior.pointer,
            bins,
            0.96,
            0.003
        )
        #expect(isClose(posterior) { power[$0] / noise[$0] })
        #expect(
            isClose(prior) { bin in
                let past = 0.96 * speech[bin] / noise[bin]
                return max(past + 0.04 * max(power[bin] / noise[bin] - 1, 0), 0.003)
            }
        )
    }

    @Test("the rules agree with their equations", arguments: lengths)
    func rules(bins: Int) {
        let prior = operand(bins, 1, in: 0.001...20)
        let posterior = operand(bins, 2, in: 0.01...20)
        let gain = Samples(repeating: 7, count: bins)
        unsafe cm_wiener_gain(prior.pointer, gain.pointer, bins)
        #expect(isClose(gain) { prior[$0] / (1 + prior[$0]) })
        unsafe cm_log_mmse_gain(prior.pointer, posterior.pointer, gain.pointer, bins, 1)
        #expect(
            isClose(gain) { bin in
                let wiener = Double(prior[bin]) / (1 + Double(prior[bin]))
                let v = Double(posterior[bin]) * wiener
                return Float(min(wiener * exp(0.5 * exactExponentialIntegral(v)), 1))
            }
        )
    }

    @Test("finishing bounds the gain and squares what it keeps", arguments: lengths)
    func finishing(bins: Int) {
        let power = operand(bins, 1, in: 0...4)
        let raw = operand(bins, 2, in: 0...1)
        var gain = Samples(repeating: 7, count: bins)
        gain.copy(from: raw)
        let speech = Samples(repeating: 7, count: bins)
        unsafe cm_finish_gain(gain.pointer, power.pointer, speech.pointer, bins, 0.1)
        #expect(isClose(gain) { max(raw[$0], 0.1) })
        #expect(isClose(speech) { max(raw[$0], 0.1) * max(raw[$0], 0.1) * power[$0] })
    }

    @Test("subtraction agrees with its equation, rises at once and falls slowly", arguments: lengths)
    func subtraction(bins: Int) {
        let power = operand(bins, 1, in: 0.1...10)
        let noise = operand(bins, 2, in: 0.01...2)
        let before = operand(bins, 3, in: 0.1...1)
        var gain = Samples(repeating: 7, count: bins)
        gain.copy(from: before)
        unsafe cm_subtraction_gain(power.pointer, noise.pointer, gain.pointer, bins, 3, 2, 0.1, 0.6)
        #expect(
            isClose(gain) { bin in
                let rest = max(1 - 3 * Double(noise[bin]) / Double(power[bin]), 1e-12)
                let fresh = max(Float(rest.squareRoot()), 0.1)
                return max(fresh, fresh + 0.6 * (before[bin] - fresh))
            }
        )
    }

    @Test(
        "a second opinion turns a gain into the weighted geometric mean",
        arguments: lengths,
        [Float(0), 0.3, 1]
    )
    func opinion(bins: Int, share: Float) {
        let gain = operand(bins, 1, in: 0.001...1.5)
        let second = operand(bins, 2, in: 0.01...1)
        let factor = Samples(repeating: 7, count: bins)
        unsafe cm_opinion_factor(gain.pointer, second.pointer, factor.pointer, bins, share, 1.5)
        #expect(isClose(factor) { 1.5 * pow(second[$0] / gain[$0], share) })
    }

    @Test("a second opinion on a closed gain stays finite")
    func opinionOnNothing() {
        let nothing = Samples(repeating: 0, count: 20)
        let factor = Samples(repeating: 7, count: 20)
        unsafe cm_opinion_factor(nothing.pointer, nothing.pointer, factor.pointer, 20, 0.3, 1)
        #expect(isClose(factor) { _ in 1 })
    }

    @Test("sums agree", arguments: lengths)
    func sums(count: Int) {
        let values = operand(count, 1)
        let expected = values.indices.reduce(0.0) { $0 + Double(values[$1]) }
        #expect(abs(Double(unsafe cm_sum(values.pointer, count)) - expected) < 1e-5)
    }

    @Test("the power that gains let pass agrees", arguments: lengths)
    func passed(count: Int) {
        let gains = operand(count, 1)
        let power = operand(count, 2)
        let expected = gains.indices.reduce(0.0) { $0 + Double(gains[$1] * gains[$1]) * Double(power[$1]) }
        #expect(abs(Double(unsafe cm_passed_power(gains.pointer, power.pointer, count)) - expected) < 1e-5)
    }

    @Test("no power, noise or past makes a ratio or gain that is no number or out of bounds")
    func extremes() {
        let magnitudes: [Float] = [0, 1e-38, 1e-20, 1e-9, 1, 1e12]
        let cases = magnitudes.flatMap { a in magnitudes.flatMap { b in magnitudes.map { (a, b, $0) } } }
        let power = Samples(cases.map(\.0))
        let noise = Samples(cases.map(\.1))
        let speech = Samples(cases.map(\.2))
        let bins = cases.count
        let prior = Samples(repeating: 7, count: bins)
        let posterior = Samples(repeating: 7, count: bins)
        unsafe cm_decision_directed(
            power.pointer,
            noise.pointer,
            speech.pointer,
            prior.pointer,
            posterior.pointer,
            bins,
            0.98,
            0.003
        )
        let logMMSE = Samples(repeating: 7, count: bins)
        unsafe cm_log_mmse_gain(prior.pointer, posterior.pointer, logMMSE.pointer, bins, 1)
        let subtraction = Samples(repeating: 0.5, count: bins)
        unsafe cm_subtraction_gain(power.pointer, noise.pointer, subtraction.pointer, bins, 4, 2, 0.1, 0.5)
        for bin in 0..<bins {
            #expect(prior[bin] >= 0.003 && prior[bin] <= 2e6 && posterior[bin] >= 0)
            #expect(logMMSE[bin] >= 0 && logMMSE[bin] <= 1)
            #expect(subtraction[bin] >= 0.1 && subtraction[bin] <= 1)
        }
    }
}
