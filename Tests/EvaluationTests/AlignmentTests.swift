import Evaluation
import Testing

@Suite("alignment")
struct AlignmentTests {
    static func white(_ count: Int, seed: UInt64) -> [Float] {
        var random = SplitMix64(seed: seed)
        return (0..<count).map { _ in Float(random.uniform() - 0.5) }
    }

    @Test("a known lag is found whichever way it goes", arguments: [0, 1, -1, 160, -333, 960, -960])
    func lag(lag: Int) {
        let reference = Self.white(40_000, seed: 3)
        let noise = Self.white(40_000, seed: 4)
        let estimate = reference.indices.map { n in
            let position = n - lag
            return (reference.indices.contains(position) ? reference[position] : 0) + noise[n]
        }
        let alignment = Alignment(of: estimate, behind: reference, maximumLag: 960)
        #expect(alignment.lag == lag)
    }

    @Test("cutting leaves samples that belong together")
    func cutting() {
        let reference = Self.white(100, seed: 5)
        let late = Alignment(lag: 7).cut(
            estimate: [Float](repeating: 0, count: 7) + reference,
            reference: reference
        )
        #expect(late.estimate == reference && late.reference == reference)
        let early = Alignment(lag: -7).cut(estimate: Array(reference.dropFirst(7)), reference: reference)
        #expect(early.estimate == early.reference)
        #expect(early.estimate.count == 93)
        let apart = Alignment(lag: 120).cut(estimate: reference, reference: reference)
        #expect(apart.estimate.isEmpty && apart.reference.isEmpty)
    }

    @Test("silence and nothing have no lag")
    func silence() {
        let silence = [Float](repeating: 0, count: 500)
        #expect(Alignment(of: silence, behind: silence, maximumLag: 100).lag == 0)
        #expect(Alignment(of: [], behind: [], maximumLag: 100).lag == 0)
        #expect(Alignment(of: [1], behind: [1], maximumLag: 0).lag == 0)
    }
}
