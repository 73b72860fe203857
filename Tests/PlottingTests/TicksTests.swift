import Plotting
import Testing

@Suite("Ticks")
struct TicksTests {
    @Test(
        "marks are round, evenly spaced, inside the range, and no more than asked for",
        arguments: [
            (0.0...8.0, 6), (0...24, 5), (0...22.05, 9), (-90.6...(-10.6), 12), (2.001...2.05, 12),
            (0...0.3, 4),
            (0...0.001, 10), (12.3...4567.8, 3), (1e6...1e6 + 0.5, 7), (-30...30, 1),
        ] as [(ClosedRange<Double>, Int)]
    )
    func round(range: ClosedRange<Double>, count: Int) throws {
        let ticks = Ticks.round(over: range, atMost: count)
        #expect((1...count).contains(ticks.count))
        for tick in ticks {
            #expect(range.contains(tick.value))
            #expect(tick.label.count <= 12)
            #expect(Double(tick.label.replacing("\u{2212}", with: "-")) == tick.value)
        }
        guard ticks.count > 1 else { return }
        let step = ticks[1].value - ticks[0].value
        for (tick, next) in zip(ticks, ticks.dropFirst()) {
            #expect(abs(next.value - tick.value - step) < 1e-6 * step)
        }
        // A gap as wide as a step at either end would be a missing mark.
        #expect(ticks[0].value - range.lowerBound < step)
        #expect(range.upperBound - ticks[ticks.count - 1].value < step)
    }

    @Test("kilohertz are labelled as people write them")
    func labels() {
        #expect(Ticks.round(over: 0...8, atMost: 6).map(\.label) == ["0", "2", "4", "6", "8"])
        #expect(Ticks.round(over: 0...0.3, atMost: 4).map(\.label) == ["0.0", "0.1", "0.2", "0.3"])
        #expect(Ticks.round(over: -30...30, atMost: 3).map(\.label) == ["\u{2212}20", "0", "20"])
        #expect(
            Ticks.round(over: -40...40, atMost: 5).map(\.label) == [
                "\u{2212}40", "\u{2212}20", "0", "20", "40",
            ]
        )
    }

    @Test("long times are minutes and seconds, short ones seconds")
    func time() {
        #expect(Ticks.time(over: 0...6, atMost: 7).map(\.label) == ["0", "1", "2", "3", "4", "5", "6"])
        #expect(
            Ticks.time(over: 0...300, atMost: 6).map(\.label) == [
                "0:00", "1:00", "2:00", "3:00", "4:00", "5:00",
            ]
        )
        #expect(
            Ticks.time(over: 3590...3620, atMost: 4).map(\.label) == [
                "59:50", "1:00:00", "1:00:10", "1:00:20",
            ]
        )
        #expect(Ticks.time(over: 600...600.5, atMost: 3).map(\.label) == ["600.0", "600.2", "600.4"])
        #expect(Ticks.time(over: 0...4e6, atMost: 6).count <= 6)
    }
}
