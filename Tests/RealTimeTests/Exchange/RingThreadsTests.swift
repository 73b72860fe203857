import Foundation
import RealTime
import TestSignals
import Testing

@Suite("Ring on two threads")
struct RingThreadsTests {
    /// A ring size and how many samples go through it.
    struct Load: Sendable, CustomTestStringConvertible {
        let capacity: Int
        let total: Int
        let largestBlock: Int
        var testDescription: String { "\(total) samples through \(capacity)" }
    }

    // Debug builds, which run under the sanitizers, are many times slower.
    #if DEBUG
        static let million = 100_000
    #else
        static let million = 1_000_000
    #endif

    static let loads = [
        Load(capacity: 1, total: million / 50, largestBlock: 3),
        Load(capacity: 7, total: million / 10, largestBlock: 10),
        Load(capacity: 960, total: 2 * million, largestBlock: 700),
        Load(capacity: 4096, total: 2 * million, largestBlock: 300),
    ]

    @Test("every sample arrives once and in order, whatever the blocks", arguments: loads)
    func order(load: Load) {
        let ring = RingEnds(capacity: load.capacity)
        var report = Report()
        exchange(load, ring) { report = $0 }
        #expect(report.received == load.total)
        #expect(report.misplaced == 0)
        #expect(report.checksum == (0..<load.total).reduce(0) { Self.mix($0, Self.sample($1)) })
        #expect(report.mostAvailable <= load.capacity)
    }

    /// What the reading thread saw.
    struct Report: Sendable {
        var received = 0
        var misplaced = 0
        var checksum: UInt64 = 0
        var mostAvailable = 0
    }

    private func exchange(_ load: Load, _ ring: consuming RingEnds, finish: (Report) -> Void) {
        concurrently(
            ring.producer,
            { producer in Self.write(load, to: &producer) },
            ring.consumer,
            { consumer in finish(Self.read(load, from: &consumer)) }
        )
    }

    private static func write(_ load: Load, to producer: inout RingProducer) {
        var generator = SplitMix64(seed: 1)
        var block = Samples(repeating: 0, count: load.largestBlock)
        var sent = 0
        while sent < load.total {
            let size = min(Int.random(in: 1...load.largestBlock, using: &generator), load.total - sent)
            for index in 0..<size { block[index] = sample(sent + index) }
            let written = producer.write(block.span.extracting(first: size))
            if written == 0 { sched_yield() }
            sent += written
        }
        producer.close()
    }

    private static func read(_ load: Load, from consumer: inout RingConsumer) -> Report {
        var generator = SplitMix64(seed: 2)
        var report = Report()
        while !consumer.isDrained {
            report.mostAvailable = max(report.mostAvailable, consumer.available)
            var block = Samples(repeating: 0, count: Int.random(in: 1...load.largestBlock, using: &generator))
            var view = block.mutableSpan
            let count = consumer.read(into: &view)
            if count == 0 { sched_yield() }
            for index in 0..<count {
                if block[index] != sample(report.received + index) { report.misplaced += 1 }
                report.checksum = mix(report.checksum, block[index])
            }
            report.received += count
        }
        return report
    }

    private static func sample(_ index: Int) -> Float { Float(index & 0xf_ffff) }

    private static func mix(_ checksum: UInt64, _ sample: Float) -> UInt64 {
        checksum &* 0x100_0000_01b3 ^ UInt64(sample.bitPattern)
    }
}
