import Engine
import Testing

@Suite("Deadline policy")
struct DeadlinePolicyTests {
    @Test("cleaning in time is never disturbed")
    func inTime() {
        var policy = DeadlinePolicy(allowance: 0.005)
        for _ in 0..<1_000 { #expect(policy.next(spent: 0.004, duration: 0.005) == .clean) }
        #expect(policy.totalMisses == 0 && !policy.isTooSlow)
    }

    @Test("one long block within the allowance is forgiven")
    func forgiven() {
        var policy = DeadlinePolicy(allowance: 0.005)
        #expect(policy.next(spent: 0.009, duration: 0.005) == .clean)
        #expect(policy.totalMisses == 0)
    }

    @Test("after a long block sound passes until the time is made good")
    func paying() {
        var policy = DeadlinePolicy(allowance: 0.005)
        #expect(policy.next(spent: 0.020, duration: 0.005) == .pass)
        #expect(policy.next(spent: 0, duration: 0.005) == .pass)
        #expect(policy.next(spent: 0, duration: 0.005) == .pass)
        #expect(policy.next(spent: 0, duration: 0.005) == .clean)
        #expect(policy.totalMisses == 1)
    }

    @Test("an engine slower than time itself is found out, and forgiven when it is exchanged")
    func tooSlow() {
        var policy = DeadlinePolicy(allowance: 0.005)
        var verdict = DeadlinePolicy.Verdict.clean
        for _ in 0..<400 {
            verdict = policy.next(spent: verdict == .clean ? 0.0075 : 0, duration: 0.005)
        }
        #expect(policy.isTooSlow)
        policy.forgive()
        #expect(!policy.isTooSlow)
        #expect(policy.next(spent: 0.001, duration: 0.005) == .clean)
    }

    @Test("a miss now and then does not make an engine too slow")
    func nowAndThen() {
        var policy = DeadlinePolicy(allowance: 0.005)
        for block in 0..<20_000 { _ = policy.next(spent: block % 400 == 0 ? 0.02 : 0.001, duration: 0.005) }
        #expect(policy.totalMisses == 50)
        #expect(!policy.isTooSlow)
    }
}
