extension RingConsumer {
    /// Reads at most `count` samples to the start of `samples`, and returns how many.
    ///
    /// - Real time: yes, wait-free, O(count).
    public mutating func read(into samples: inout Samples, count: Int) -> Int {
        var whole = samples.mutableSpan
        var part = whole._mutatingExtracting(first: count)
        return read(into: &part)
    }
}

extension RingProducer {
    /// Writes as many as fit of the `count` samples that begin at `start`, and returns how many.
    ///
    /// - Real time: yes, wait-free, O(count).
    public mutating func write(_ samples: borrowing Samples, from start: Int = 0, count: Int) -> Int {
        write(samples.span.extracting(start..<start + count))
    }
}
