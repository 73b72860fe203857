import RealTime
import TestSignals
import Testing

@Suite("OwnedArray")
struct OwnedArrayTests {
    @Test("each element is made with its index, in turn", arguments: [0, 1, 2, 17])
    func making(count: Int) {
        let ledger = Ledger(count: count)
        var order: [Int] = []
        let array = OwnedArray(count: count) { index in
            order.append(index)
            return Tracked(index, in: ledger)
        }
        #expect(order == Array(0..<count))
        #expect(array.count == count)
        for index in 0..<count { #expect(array[index].number == index) }
    }

    @Test("each element is destroyed once, with the array", arguments: [0, 1, 2, 17])
    func destroying(count: Int) {
        let ledger = Ledger(count: count)
        do {
            let array = OwnedArray(count: count) { Tracked($0, in: ledger) }
            #expect(ledger.destroyed == [Int](repeating: 0, count: count))
            #expect(array.count == count)
        }
        #expect(ledger.destroyed == [Int](repeating: 1, count: count))
    }

    @Test("an element changes in place")
    func mutating() {
        let ledger = Ledger(count: 3)
        var array = OwnedArray(count: 3) { Tracked($0, in: ledger) }
        for index in 0..<3 { array[index].score += 10 * index }
        array[1].score += 1
        #expect([array[0].score, array[1].score, array[2].score] == [0, 11, 20])
        #expect(ledger.destroyed == [0, 0, 0])
    }

    @Test("a replaced element is destroyed at once, and once")
    func replacing() {
        let ledger = Ledger(count: 4)
        do {
            var array = OwnedArray(count: 3) { Tracked($0, in: ledger) }
            array[1] = Tracked(3, in: ledger)
            #expect(ledger.destroyed == [0, 1, 0, 0])
            #expect(array[1].number == 3)
        }
        #expect(ledger.destroyed == [1, 1, 1, 1])
    }

    @Test("a position outside stops the program")
    func preconditions() async {
        await #expect(processExitsWith: .failure) {
            let array = OwnedArray(count: 2) { Samples(repeating: 0, count: $0) }
            _ = array[2].count
        }
    }
}
