import Engine
import TestSignals
import Testing

@Suite("Drift loop")
struct DriftLoopTests {
    /// Clocks that differ, blocks of 5 ms, and device pointers that jitter by as much as a period.
    struct Clocks {
        var loop = DriftLoop()
        var excess = 0.0
        var random = SplitMix64(seed: 7)
        let skew: Double
        let jitter: Double

        mutating func run(seconds: Double) -> (worst: Double, last: Double) {
            var worst = 0.0
            for _ in 0..<Int(seconds / 0.005) {
                excess += 0.005 * (skew - loop.correction)
                let noise = jitter * (Double(random.next() >> 11) / 9_007_199_254_740_992 - 0.5)
                loop.update(excess: excess + noise, elapsed: 0.005)
                worst = max(worst, abs(excess))
            }
            return (worst, excess)
        }
    }

    @Test(
        "the delay stays within a millisecond and comes back",
        arguments: [-500e-6, -100e-6, 0, 100e-6, 500e-6]
    )
    func holding(skew: Double) {
        var clocks = Clocks(skew: skew, jitter: 0.0025)
        #expect(clocks.run(seconds: 20).worst < 0.0015)
        _ = clocks.run(seconds: 60)
        #expect(abs(clocks.run(seconds: 20).worst) < 0.0003)
        #expect(abs(clocks.loop.skew - skew) < 30e-6)
    }

    @Test("positions that leap by half a period now and then are no drift", arguments: [0, 300e-6])
    func leaps(skew: Double) {
        var loop = DriftLoop()
        var random = SplitMix64(seed: 11)
        var excess = 0.0
        var worst = 0.0
        for window in 0..<480 {
            excess += 0.5 * (skew - loop.correction)
            // As seen with PulseAudio: 2.5 ms above or below, and from one to the other without a pattern.
            loop.update(excess: excess + (random.next() & 1 == 0 ? 0.0025 : -0.0025), elapsed: 0.5)
            guard window > 120 else { continue }
            worst = max(worst, abs(excess))
            #expect(abs(loop.skew - skew) < 100e-6)
            #expect(abs(loop.correction - skew) < 300e-6)
        }
        #expect(worst < 0.0025)
    }

    @Test("what wanders within the slack moves nothing")
    func slack() {
        var loop = DriftLoop(slack: 0.01)
        var random = SplitMix64(seed: 3)
        for window in 0..<1_000 {
            // As seen with PulseAudio: some milliseconds aside for some seconds, and leaps on top of that.
            let wandering = 0.005 * (window / 20 % 2 == 0 ? 1 : -1)
            let leap = Double(random.next() >> 11) / 9_007_199_254_740_992 - 0.5
            loop.update(excess: wandering + 0.008 * leap, elapsed: 0.5)
            #expect(loop.correction == 0 && loop.skew == 0)
        }
    }

    @Test("clocks that differ are followed beyond the slack", arguments: [-500e-6, -100e-6, 300e-6])
    func beyondSlack(skew: Double) {
        var loop = DriftLoop(slack: 0.01)
        var (excess, worst) = (0.0, 0.0)
        for _ in 0..<2_400 {
            excess += 0.5 * (skew - loop.correction)
            loop.update(excess: excess, elapsed: 0.5)
            worst = max(worst, abs(excess))
        }
        #expect(abs(loop.skew - skew) < 20e-6)
        // From 24 ms on sound is cut out.
        #expect(worst < 0.02)
    }

    @Test("the correction never exceeds a thousand parts per million")
    func bounds() {
        var loop = DriftLoop()
        for index in 0..<10_000 {
            loop.update(excess: index % 2 == 0 ? 5 : -5, elapsed: 0.005)
            #expect(abs(loop.correction) <= DriftLoop.largestCorrection)
        }
    }

    @Test("the correction moves too slowly to be heard")
    func slew() {
        var loop = DriftLoop()
        var before = 0.0
        for _ in 0..<1_000 {
            loop.update(excess: 1, elapsed: 0.005)
            #expect(abs(loop.correction - before) <= 4.0001e-4 * 0.005)
            before = loop.correction
        }
    }

    @Test("what was learnt survives an interruption")
    func interruption() {
        var clocks = Clocks(skew: 300e-6, jitter: 0)
        _ = clocks.run(seconds: 60)
        clocks.loop.restart()
        #expect(abs(clocks.loop.correction - 300e-6) < 20e-6)
    }

    @Test("measurements that are no numbers are not taken")
    func nonsense() {
        var loop = DriftLoop()
        loop.update(excess: .nan, elapsed: 0.005)
        loop.update(excess: .infinity, elapsed: 0.005)
        loop.update(excess: 1, elapsed: 0)
        #expect(loop.correction == 0 && loop.error == 0)
    }
}
