/// Fixed storage of trivial elements, allocated once, owned by one place, 64-byte aligned.
///
/// It trades growth and sharing away for loops that the compiler vectorises and for the promise that no use of it
/// allocates. Use `Array` wherever nothing is real time.
///
/// - Real time: every member but `init` and `deinit`.
@safe
public struct FixedBuffer<Element: BitwiseCopyable>: ~Copyable {
    @usableFromInline let base: UnsafeMutablePointer<Element>

    /// The number of elements.
    public let count: Int

    /// Allocates `count` elements and sets each to `value`.
    ///
    /// - Precondition: `count >= 0`.
    /// - Real time: no.
    public init(repeating value: Element, count: Int) {
        precondition(count >= 0, "a buffer cannot hold \(count) elements")
        let raw = UnsafeMutableRawPointer.allocate(
            byteCount: max(1, count) * MemoryLayout<Element>.stride,
            alignment: max(64, MemoryLayout<Element>.alignment)
        )
        unsafe base = raw.bindMemory(to: Element.self, capacity: count)
        unsafe base.initialize(repeating: value, count: count)
        self.count = count
    }

    deinit {
        unsafe base.deallocate()
    }

    /// The element at `index`.
    ///
    /// - Precondition: `index` lies in `indices`; checked in debug builds only.
    @inlinable
    public subscript(index: Int) -> Element {
        get {
            assert(index >= 0 && index < count)
            return unsafe base[index]
        }
        set {
            assert(index >= 0 && index < count)
            unsafe base[index] = newValue
        }
    }

    /// The valid positions.
    @inlinable
    public var indices: Range<Int> { 0..<count }

    /// A borrowed view of all elements.
    @inlinable
    public var span: Span<Element> {
        @_lifetime(borrow self)
        get {
            let view = unsafe Span(_unsafeStart: base, count: count)
            return unsafe _overrideLifetime(view, borrowing: self)
        }
    }

    /// A borrowed view of all elements that may write.
    @inlinable
    public var mutableSpan: MutableSpan<Element> {
        @_lifetime(&self)
        mutating get {
            let view = unsafe MutableSpan(_unsafeStart: base, count: count)
            return unsafe _overrideLifetime(view, mutating: &self)
        }
    }

    /// The storage, for kernels and system libraries; valid while the buffer lives.
    @inlinable
    @unsafe
    public var pointer: UnsafeMutablePointer<Element> { unsafe base }
}

// One owner at a time: the buffer cannot be copied, so sending it to a thread sends the only reference.
extension FixedBuffer: @unchecked Sendable where Element: Sendable {}

/// Samples, gains, powers: one `Float` each.
public typealias Samples = FixedBuffer<Float>
