import RealTime
import TestSignals
import Testing

@Suite("FixedBuffer")
struct FixedBufferTests {
    @Test("storage starts at a multiple of 64 bytes", arguments: [0, 1, 2, 3, 63, 64, 65, 1000])
    func alignment(count: Int) {
        #expect(unsafe UInt(bitPattern: Samples(repeating: 0, count: count).pointer) % 64 == 0)
        #expect(unsafe UInt(bitPattern: FixedBuffer<UInt8>(repeating: 0, count: count).pointer) % 64 == 0)
        #expect(unsafe UInt(bitPattern: FixedBuffer<Double>(repeating: 0, count: count).pointer) % 64 == 0)
    }

    @Test("every element has the first value", arguments: [0, 1, 5, 100])
    func repeating(count: Int) {
        let buffer = Samples(repeating: 2.5, count: count)
        #expect(elements(of: buffer) == [Float](repeating: 2.5, count: count))
        #expect(buffer.indices == 0..<count)
    }

    @Test("a buffer of a collection holds its values in order")
    func ofCollection() {
        #expect(elements(of: Samples([1, 2, 3])) == [1, 2, 3])
        #expect(elements(of: Samples([])) == [])
        #expect(elements(of: Samples([9, 1, 2, 3].dropFirst())) == [1, 2, 3])
    }

    @Test("filling sets all, or a range and nothing beside it")
    func filling() {
        var buffer = Samples(repeating: 1, count: 6)
        buffer.fill(with: 7, in: 2..<4)
        #expect(elements(of: buffer) == [1, 1, 7, 7, 1, 1])
        buffer.fill(with: 9, in: 6..<6)
        #expect(elements(of: buffer) == [1, 1, 7, 7, 1, 1])
        buffer.fill(with: 3)
        #expect(elements(of: buffer) == [3, 3, 3, 3, 3, 3])
    }

    @Test("copying changes its range and nothing beside it")
    func copying() {
        let source = Samples([1, 2, 3, 4, 5])
        var target = Samples(repeating: 0, count: 6)
        target.copy(from: source, at: 1, count: 3, to: 2)
        #expect(elements(of: target) == [0, 0, 2, 3, 4, 0])
        target.copy(from: source, at: 5, count: 0, to: 6)
        #expect(elements(of: target) == [0, 0, 2, 3, 4, 0])
        var whole = Samples(repeating: 0, count: 5)
        whole.copy(from: source)
        #expect(elements(of: whole) == [1, 2, 3, 4, 5])
    }

    @Test("a span is copied to the start, or to an offset")
    func copyingSpans() {
        let source = Samples([1, 2, 3])
        var target = Samples(repeating: 0, count: 5)
        target.copy(from: source.span)
        #expect(elements(of: target) == [1, 2, 3, 0, 0])
        target.copy(from: source.span, to: 2)
        #expect(elements(of: target) == [1, 2, 1, 2, 3])
    }

    @Test("moving gives what an array gives, overlapping or not")
    func moving() {
        var generator = SplitMix64(seed: 1)
        for _ in 0..<200 {
            var expected = (0..<20).map(Float.init)
            var buffer = Samples(expected)
            let count = Int.random(in: 0...20, using: &generator)
            let start = Int.random(in: 0...20 - count, using: &generator)
            let offset = Int.random(in: 0...20 - count, using: &generator)
            buffer.move(from: start, count: count, to: offset)
            expected.replaceSubrange(offset..<offset + count, with: Array(expected[start..<start + count]))
            #expect(elements(of: buffer) == expected)
        }
    }

    @Test("spans view the elements and write them")
    func spans() {
        var buffer = FixedBuffer<Int32>([1, 2, 3])
        let seen = (buffer.span.count, buffer.span[2])
        #expect(seen == (3, 3))
        var view = buffer.mutableSpan
        view[1] = 20
        #expect(buffer[1] == 20)
    }

    @Test("impossible sizes and ranges stop the program")
    func preconditions() async {
        await #expect(processExitsWith: .failure) { _ = Samples(repeating: 0, count: -1) }
        await #expect(processExitsWith: .failure) {
            var buffer = Samples(repeating: 0, count: 4)
            buffer.fill(with: 1, in: 2..<5)
        }
        await #expect(processExitsWith: .failure) {
            var buffer = Samples(repeating: 0, count: 4)
            buffer.move(from: 1, count: 4, to: 0)
        }
        await #expect(processExitsWith: .failure) {
            var buffer = Samples(repeating: 0, count: 4)
            buffer.copy(from: Samples(repeating: 0, count: 5))
        }
    }

    private func elements<Element>(of buffer: borrowing FixedBuffer<Element>) -> [Element] {
        var elements: [Element] = []
        for index in buffer.indices { elements.append(buffer[index]) }
        return elements
    }
}
