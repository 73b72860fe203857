import Glibc
import RealTime

/// What it costs to pass a hop, a number and an object between threads, without another thread in the way, and to wake one up.
struct ExchangeTimes: Encodable {
    let operation: String
    let medianNanoseconds: Double

    /// Measures the ring, the parameter, the handoff and the wake-up, two seconds in all.
    static func all() -> [ExchangeTimes] {
        [ring(hop: 160), ring(hop: 480), parameter(), handoff(), wakeUp()]
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

    /// The processor time of a thread that sleeps 10 ms and does nothing else.
    ///
    /// It is what `live` cannot go below, three times a hop, and more on a processor that slept, above all a virtual one.
    private static func wakeUp() -> ExchangeTimes {
        var times: [Double] = []
        for _ in 0..<201 {
            let start = time(of: CLOCK_THREAD_CPUTIME_ID)
            usleep(10_000)
            times.append(Double(time(of: CLOCK_THREAD_CPUTIME_ID) - start))
        }
        return ExchangeTimes(
            operation: "wake-up of a thread that slept 10 ms",
            medianNanoseconds: median(times)
        )
    }

    /// The median over batches of a thousand.
    private static func measure(_ operation: String, _ work: () -> Void) -> ExchangeTimes {
        let batch = 1000
        var times: [Double] = []
        for _ in 0..<101 {
            let start = time(of: CLOCK_MONOTONIC)
            for _ in 0..<batch { work() }
            times.append(Double(time(of: CLOCK_MONOTONIC) - start) / Double(batch))
        }
        return ExchangeTimes(operation: operation, medianNanoseconds: median(times))
    }

    private static func median(_ times: [Double]) -> Double { times.sorted()[times.count / 2] }

    private static func time(of clock: clockid_t) -> Int {
        var time = timespec()
        unsafe clock_gettime(clock, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }
}
