import Foundation
import RealTime
import TestSignals
import Testing

@Suite("Handoff")
struct HandoffTests {
    @Test("what is offered is taken, once")
    func taking() {
        let ledger = Ledger(count: 1)
        let mailbox = Handoff<Tracked>()
        #expect(!mailbox.isWaiting)
        mailbox.offer(Tracked(0, in: ledger))
        #expect(mailbox.isWaiting)
        #expect(numberTaken(from: mailbox) == 0)
        #expect(ledger.destroyed == [1])
        #expect(numberTaken(from: mailbox) == nil)
        #expect(!mailbox.isWaiting)
    }

    @Test("a later offer replaces the one that waits, which is destroyed once")
    func replacing() {
        let ledger = Ledger(count: 3)
        let mailbox = Handoff<Tracked>()
        for number in 0..<3 { mailbox.offer(Tracked(number, in: ledger)) }
        #expect(ledger.destroyed == [1, 1, 0])
        #expect(numberTaken(from: mailbox) == 2)
        #expect(ledger.destroyed == [1, 1, 1])
    }

    @Test("a mailbox that goes takes what waits in it along")
    func destroying() {
        let ledger = Ledger(count: 1)
        do {
            let mailbox = Handoff<Tracked>()
            mailbox.offer(Tracked(0, in: ledger))
            #expect(ledger.destroyed == [0])
        }
        #expect(ledger.destroyed == [1])
    }

    @Test("the value in use is swapped for the waiting one and goes back")
    func swapping() {
        let ledger = Ledger(count: 2)
        let arriving = Handoff<Tracked>()
        let retiring = Handoff<Tracked>()
        var current = Tracked(0, in: ledger)
        #expect(!arriving.takeIfWaiting(swappingWith: &current, retiring: retiring))
        #expect(current.number == 0 && !retiring.isWaiting)
        arriving.offer(Tracked(1, in: ledger))
        #expect(arriving.takeIfWaiting(swappingWith: &current, retiring: retiring))
        #expect(current.number == 1 && !arriving.isWaiting)
        #expect(ledger.destroyed == [0, 0])
        #expect(numberTaken(from: retiring) == 0)
        #expect(ledger.destroyed == [1, 0])
    }

    @Test("nothing is swapped while the last one has not been fetched")
    func refusing() {
        let ledger = Ledger(count: 3)
        let arriving = Handoff<Tracked>()
        let retiring = Handoff<Tracked>()
        var current = Tracked(0, in: ledger)
        arriving.offer(Tracked(1, in: ledger))
        #expect(arriving.takeIfWaiting(swappingWith: &current, retiring: retiring))
        arriving.offer(Tracked(2, in: ledger))
        #expect(!arriving.takeIfWaiting(swappingWith: &current, retiring: retiring))
        #expect(current.number == 1 && arriving.isWaiting)
        #expect(numberTaken(from: retiring) == 0)
        #expect(arriving.takeIfWaiting(swappingWith: &current, retiring: retiring))
        #expect(current.number == 2)
        #expect(ledger.destroyed == [1, 0, 0])
    }

    /// Takes the waiting value and lets it go.
    private func numberTaken(from mailbox: Handoff<Tracked>) -> Int? {
        guard let taken = mailbox.take() else { return nil }
        return taken.number
    }

    @Test("two threads exchange many values, each destroyed once and none seen out of turn")
    func stress() {
        #if DEBUG
            let count = 5_000
        #else
            let count = 50_000
        #endif
        let ledger = Ledger(count: count)
        let outOfTurn = Counter()
        let swaps = Counter()
        let returned = Counter()
        do {
            let arriving = Handoff<Tracked>()
            let retiring = Handoff<Tracked>()
            concurrently(
                Tracked(0, in: ledger),
                { current in
                    while current.number < count - 1 {
                        let past = current.number
                        if arriving.takeIfWaiting(swappingWith: &current, retiring: retiring) {
                            swaps.increment()
                            if current.number <= past { outOfTurn.increment() }
                        } else {
                            sched_yield()
                        }
                    }
                },
                0,
                { fetched in
                    for number in 1..<count {
                        arriving.offer(Tracked(number, in: ledger))
                        if retiring.take() != nil { fetched += 1 }
                        if number % 16 == 0 { sched_yield() }
                    }
                    while arriving.isWaiting {
                        if retiring.take() != nil { fetched += 1 }
                        sched_yield()
                    }
                    returned.increment(by: fetched)
                }
            )
            if retiring.take() != nil { returned.increment() }
        }
        #expect(ledger.destroyed == [Int](repeating: 1, count: count))
        #expect(outOfTurn.value == 0)
        #expect(swaps.value > 0 && swaps.value == returned.value)
    }
}
