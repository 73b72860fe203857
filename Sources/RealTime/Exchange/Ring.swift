internal import Synchronization

/// The two ends of a new ring; take each apart and move it to its thread.
@frozen
public struct RingEnds: ~Copyable, Sendable {
    /// The end that writes.
    public var producer: RingProducer
    /// The end that reads.
    public var consumer: RingConsumer

    /// Allocates a lock-free ring for one writing and one reading thread.
    ///
    /// - Units: `capacity` counts samples, not frames.
    /// - Precondition: `capacity > 0`.
    /// - Real time: no.
    public init(capacity: Int) {
        precondition(capacity > 0, "a ring needs room for at least one sample")
        let storage = RingStorage(capacity: capacity)
        producer = RingProducer(storage: storage)
        consumer = RingConsumer(storage: storage)
    }
}

/// What both ends share.
///
/// Indices count samples since the start and never wrap in practice (2^63 samples); the slot is the index modulo the
/// capacity. Each index is written by one side only.
// Unchecked: the producer alone writes slots in read..<read+capacity, the consumer alone reads read..<write; the
// release store of an index publishes the slots before it, the acquire load on the other side sees them.
@safe
final class RingStorage: @unchecked Sendable {
    let slots: UnsafeMutablePointer<Float>
    let capacity: Int
    let writeIndex = Atomic<Int>(0)
    let readIndex = Atomic<Int>(0)
    let isClosed = Atomic<Bool>(false)

    init(capacity: Int) {
        self.capacity = capacity
        unsafe slots = .allocate(capacity: capacity)
        unsafe slots.initialize(repeating: 0, count: capacity)
    }

    deinit {
        unsafe slots.deallocate()
    }
}
