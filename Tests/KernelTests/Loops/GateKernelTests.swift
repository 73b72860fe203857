import CKernels
import Foundation
import TestSignals
import Testing

@Suite("Gated step")
struct GateKernelTests {
    @Test("gates that are open, shut or between follow their equations")
    func saturation() {
        let levels: [Float] = [-1e30, -90, -41, -20, -3, -1, -0.1, -1e-4, 0, 1e-6, 0.5, 7, 19, 42, 88, 1e30]
        var generator = SplitMix64(seed: 11)
        // One row for each pair of resets and updates, all candidates in it.
        for reset in levels {
            for update in levels {
                let none = [Float](repeating: 0, count: 16)
                let input = none + none + levels
                let pull = levels.map { _ in Float.random(in: -2...2, using: &generator) }
                let hidden = levels.map { _ in reset } + levels.map { _ in update } + pull
                let before = levels.map { _ in Float.random(in: -1...1, using: &generator) }
                var state = before
                unsafe cm_gated_step(input, hidden, &state, 1, 16)
                for unit in 0..<16 {
                    let gate = 1 / (1 + exp(-Double(update)))
                    let fresh = tanh(Double(levels[unit]) + Double(pull[unit]) / (1 + exp(-Double(reset))))
                    let expected = fresh + gate * (Double(before[unit]) - fresh)
                    #expect(abs(Double(state[unit]) - expected) < 1e-6)
                }
            }
        }
    }
}
