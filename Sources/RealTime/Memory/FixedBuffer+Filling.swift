extension FixedBuffer {
    /// Sets every element to `value`.
    ///
    /// - Real time: yes, O(count).
    public mutating func fill(with value: Element) {
        unsafe base.update(repeating: value, count: count)
    }

    /// Sets the elements of `range` to `value`.
    ///
    /// - Precondition: the range lies inside the buffer.
    /// - Real time: yes.
    public mutating func fill(with value: Element, in range: Range<Int>) {
        precondition(range.lowerBound >= 0 && range.upperBound <= count)
        unsafe (base + range.lowerBound).update(repeating: value, count: range.count)
    }

    /// Copies `count` elements of `source` from `start` to this buffer's `offset`.
    ///
    /// - Precondition: both ranges lie inside their buffers.
    /// - Real time: yes, O(count).
    public mutating func copy(from source: borrowing FixedBuffer, at start: Int, count: Int, to offset: Int) {
        precondition(start >= 0 && offset >= 0 && count >= 0)
        precondition(start + count <= source.count && offset + count <= self.count)
        unsafe (base + offset).update(from: source.base + start, count: count)
    }

    /// Copies all of `source`.
    ///
    /// - Precondition: equal counts.
    /// - Real time: yes, O(count).
    public mutating func copy(from source: borrowing FixedBuffer) {
        precondition(source.count == count)
        unsafe base.update(from: source.base, count: count)
    }

    /// Copies the elements of `source` to the start of this buffer.
    ///
    /// - Precondition: `source.count <= count`.
    /// - Real time: yes, O(count).
    public mutating func copy(from source: Span<Element>, to offset: Int = 0) {
        precondition(offset >= 0 && offset + source.count <= count)
        for index in source.indices {
            unsafe base[offset + index] = source[index]
        }
    }

    /// Moves the `count` elements at `start` to `offset`; the ranges may overlap.
    ///
    /// - Precondition: both ranges lie inside the buffer.
    /// - Real time: yes, O(count).
    public mutating func move(from start: Int, count: Int, to offset: Int) {
        precondition(start >= 0 && offset >= 0 && count >= 0)
        precondition(start + count <= self.count && offset + count <= self.count)
        unsafe (base + offset).update(from: base + start, count: count)
    }
}

extension FixedBuffer {
    /// Allocates a buffer with the elements of `values`.
    ///
    /// - Real time: no.
    public init(_ values: some Collection<Element>) where Element: ExpressibleByIntegerLiteral {
        self.init(repeating: 0, count: values.count)
        var index = 0
        for value in values {
            self[index] = value
            index += 1
        }
    }
}
