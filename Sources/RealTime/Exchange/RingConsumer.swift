internal import Synchronization

/// The reading end of a ring: one owner, one thread.
@safe
public struct RingConsumer: ~Copyable, Sendable {
    let storage: RingStorage
    private var readIndex = 0
    private var knownWriteIndex = 0

    init(storage: RingStorage) {
        self.storage = storage
    }

    /// The samples the ring can hold.
    public var capacity: Int { storage.capacity }

    /// The samples that can be read now; more may arrive meanwhile, never fewer.
    ///
    /// - Real time: yes.
    public var available: Int {
        storage.writeIndex.load(ordering: .acquiring) - readIndex
    }

    /// Whether the producer has closed; what it wrote before may still wait.
    ///
    /// - Real time: yes.
    public var isClosed: Bool { storage.isClosed.load(ordering: .acquiring) }

    /// Whether the producer has closed and everything was read.
    ///
    /// - Real time: yes.
    public var isDrained: Bool {
        // The flag first: a write before `close` is then visible to the count that follows.
        isClosed && available == 0
    }

    /// Reads as many samples as wait and fit, in order, and returns how many.
    ///
    /// - Real time: yes, wait-free, O(count).
    public mutating func read(into samples: inout MutableSpan<Float>) -> Int {
        var waiting = knownWriteIndex - readIndex
        if waiting < samples.count {
            knownWriteIndex = storage.writeIndex.load(ordering: .acquiring)
            waiting = knownWriteIndex - readIndex
        }
        let count = min(waiting, samples.count)
        guard count > 0 else { return 0 }
        let slot = readIndex % storage.capacity
        let first = min(count, storage.capacity - slot)
        unsafe samples.withUnsafeMutableBufferPointer { target in
            guard let start = target.baseAddress else { return }
            unsafe start.update(from: storage.slots + slot, count: first)
            unsafe (start + first).update(from: storage.slots, count: count - first)
        }
        readIndex += count
        storage.readIndex.store(readIndex, ordering: .releasing)
        return count
    }

    /// Drops up to `count` waiting samples and returns how many.
    ///
    /// - Real time: yes, wait-free, O(1).
    public mutating func skip(_ count: Int) -> Int {
        let dropped = min(max(0, count), available)
        readIndex += dropped
        storage.readIndex.store(readIndex, ordering: .releasing)
        return dropped
    }
}
