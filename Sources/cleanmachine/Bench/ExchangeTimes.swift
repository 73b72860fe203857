import Glibc
import RealTime

/// What it costs to pass a hop, a number and an object between threads, without another thread in the way.
struct ExchangeTimes: Encodable {
    let operation: String
    let medianNanoseconds: Double

    /// Measures the ring, the parameter and the handoff.
    static func all() -> [ExchangeTimes] {
        [ring(hop: 160), ring(hop: 480), parameter(), handoff()]
    }

    private static func ring(hop: Int) -> ExchangeTimes {
        var ends = RingEnds(capacity: 4 * hop + 1)
        let source = Samples(repeating: 0.5, count: hop)
        var target = Samples(repeating: 0, count: hop)
        return measure("ring: write and read \(hop) samples") {
            _ = ends.producer.write(source.span)
            var view = target.mutableSpan
            _ = ends.consumer.read(into: &view)
        }
    }

    private static func parameter() -> ExchangeTimes {
        let parameter = Parameter(0)
        return measure("parameter: set and get") { parameter.value += 1 }
    }

    private static func handoff() -> ExchangeTimes {
        let offered = Handoff<Samples>()
        let retired = Handoff<Samples>()
        var current = Samples(repeating: 0, count: 1)
        return measure("handoff: offer, swap and take back") {
            offered.offer(Samples(repeating: 0, count: 1))
            _ = offered.takeIfWaiting(swappingWith: &current, retiring: retired)
            _ = retired.take()
        }
    }

    /// The median over batches of a thousand.
    private static func measure(_ operation: String, _ work: () -> Void) -> ExchangeTimes {
        let batch = 1000
        var times: [Double] = []
        for _ in 0..<101 {
            let start = now
            for _ in 0..<batch { work() }
            times.append(Double(now - start) / Double(batch))
        }
        times.sort()
        return ExchangeTimes(operation: operation, medianNanoseconds: times[times.count / 2])
    }

    private static var now: Int {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }
}
