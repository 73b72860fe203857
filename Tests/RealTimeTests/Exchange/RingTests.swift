import RealTime
import TestSignals
import Testing

@Suite("Ring")
struct RingTests {
    static let capacities = Array(1...10) + [17, 64, 255, 1023]

    @Test("a new ring is empty and holds its capacity", arguments: capacities)
    func filling(capacity: Int) {
        var ring = RingEnds(capacity: capacity)
        #expect(ring.producer.capacity == capacity && ring.consumer.capacity == capacity)
        #expect(ring.producer.free == capacity && ring.consumer.available == 0)
        let sound = Samples(Sounds.noise(count: capacity + 3, seed: 1))
        #expect(ring.producer.write(sound.span) == capacity)
        #expect(ring.producer.write(sound.span) == 0)
        #expect(ring.producer.free == 0 && ring.consumer.available == capacity)
    }

    @Test("an empty ring gives nothing and leaves the target alone")
    func reading() {
        var ring = RingEnds(capacity: 4)
        var target = Samples(repeating: 5, count: 3)
        var view = target.mutableSpan
        #expect(ring.consumer.read(into: &view) == 0)
        #expect(target[0] == 5 && target[2] == 5)
    }

    @Test("random writes, reads and skips do what a queue does", arguments: capacities)
    func model(capacity: Int) {
        var ring = RingEnds(capacity: capacity)
        var queue: [Float] = []
        var generator = SplitMix64(seed: UInt64(capacity))
        var next: Float = 0
        for _ in 0..<1000 {
            let size = Int.random(in: 0...capacity + 2, using: &generator)
            switch Int.random(in: 0..<5, using: &generator) {
            case 0, 1:
                let block = (0..<size).map { next + Float($0) }
                let written = ring.producer.write(Samples(block).span)
                #expect(written == min(size, capacity - queue.count))
                queue += block.prefix(written)
                next += Float(written)
            case 2, 3:
                var block = Samples(repeating: -1, count: size)
                var view = block.mutableSpan
                let count = ring.consumer.read(into: &view)
                #expect(count == min(size, queue.count))
                let isSame = (0..<count).allSatisfy { block[$0] == queue[$0] }
                let isRestUntouched = (count..<size).allSatisfy { block[$0] == -1 }
                #expect(isSame && isRestUntouched)
                queue.removeFirst(count)
            default:
                let dropped = ring.consumer.skip(size)
                #expect(dropped == min(size, queue.count))
                queue.removeFirst(dropped)
            }
            #expect(ring.consumer.available == queue.count)
            #expect(ring.producer.free == capacity - queue.count)
        }
    }

    @Test("skipping a negative number skips nothing")
    func skipping() {
        var ring = RingEnds(capacity: 4)
        #expect(ring.producer.write(Samples([1, 2]).span) == 2)
        #expect(ring.consumer.skip(-3) == 0)
        #expect(ring.consumer.available == 2)
    }

    @Test("a closed ring is drained when its last sample was read, not before")
    func closing() {
        var ring = RingEnds(capacity: 4)
        var drained = [ring.consumer.isDrained]
        #expect(ring.producer.write(Samples([1, 2, 3]).span) == 3)
        ring.producer.close()
        drained.append(ring.consumer.isDrained)
        #expect(ring.consumer.skip(2) == 2)
        drained.append(ring.consumer.isDrained)
        var target = Samples(repeating: 0, count: 4)
        var view = target.mutableSpan
        #expect(ring.consumer.read(into: &view) == 1)
        #expect(target[0] == 3)
        drained.append(ring.consumer.isDrained)
        #expect(drained == [false, false, false, true])
    }

    @Test("a ring without room stops the program")
    func preconditions() async {
        await #expect(processExitsWith: .failure) { _ = RingEnds(capacity: 0) }
    }
}
