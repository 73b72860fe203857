import RealTime
import TestSignals
import Testing

@Suite("Counter")
struct CounterTests {
    @Test("it starts at zero and adds")
    func adding() {
        let counter = Counter()
        #expect(counter.value == 0)
        counter.increment()
        counter.increment(by: 41)
        #expect(counter.value == 42)
    }

    @Test("no increment of two threads is lost")
    func twoThreads() {
        let counter = Counter()
        concurrently(
            0,
            { _ in for _ in 0..<100_000 { counter.increment() } },
            0,
            { _ in for _ in 0..<50_000 { counter.increment(by: 3) } }
        )
        #expect(counter.value == 250_000)
    }
}
