/// A fixed number of values that cannot be copied, one a channel or a lane.
///
/// `Array` needs copyable elements; this holds its elements in place and hands out borrows of them.
///
/// - Real time: every member but `init` and `deinit`.
@safe
public struct OwnedArray<Element: ~Copyable>: ~Copyable {
    @usableFromInline let base: UnsafeMutablePointer<Element>

    /// The number of elements.
    public let count: Int

    /// Makes `count` elements by calling `make` with each index in turn.
    ///
    /// - Precondition: `count >= 0`.
    /// - Real time: no.
    public init(count: Int, make: (Int) -> Element) {
        precondition(count >= 0, "an array cannot hold \(count) elements")
        unsafe base = .allocate(capacity: count)
        self.count = count
        for index in 0..<count {
            unsafe (base + index).initialize(to: make(index))
        }
    }

    deinit {
        unsafe base.deinitialize(count: count)
        unsafe base.deallocate()
    }

    /// The element at `index`, in place.
    ///
    /// - Precondition: `index` lies in `0..<count`.
    @inlinable
    public subscript(index: Int) -> Element {
        _read {
            precondition(index >= 0 && index < count)
            yield unsafe base[index]
        }
        _modify {
            precondition(index >= 0 && index < count)
            yield unsafe &base[index]
        }
    }
}

// One owner at a time, as with `FixedBuffer`.
extension OwnedArray: @unchecked Sendable where Element: Sendable & ~Copyable {}
