internal import Synchronization

/// The writing end of a ring: one owner, one thread.
@safe
public struct RingProducer: ~Copyable, Sendable {
    let storage: RingStorage
    private var writeIndex = 0
    // The other side's index as last seen: most writes need no look at the shared cache line.
    private var knownReadIndex = 0

    init(storage: RingStorage) {
        self.storage = storage
    }

    /// The samples the ring can hold.
    public var capacity: Int { storage.capacity }

    /// The samples that can be written now; more may become free meanwhile, never fewer.
    ///
    /// - Real time: yes.
    public var free: Int {
        storage.capacity - (writeIndex - storage.readIndex.load(ordering: .acquiring))
    }

    /// Writes as many of `samples` as fit, in order, and returns how many.
    ///
    /// - Real time: yes, wait-free, O(count).
    public mutating func write(_ samples: Span<Float>) -> Int {
        var room = storage.capacity - (writeIndex - knownReadIndex)
        if room < samples.count {
            knownReadIndex = storage.readIndex.load(ordering: .acquiring)
            room = storage.capacity - (writeIndex - knownReadIndex)
        }
        let count = min(room, samples.count)
        guard count > 0 else { return 0 }
        let slot = writeIndex % storage.capacity
        let first = min(count, storage.capacity - slot)
        unsafe samples.withUnsafeBufferPointer { source in
            guard let start = source.baseAddress else { return }
            unsafe (storage.slots + slot).update(from: start, count: first)
            unsafe storage.slots.update(from: start + first, count: count - first)
        }
        writeIndex += count
        storage.writeIndex.store(writeIndex, ordering: .releasing)
        return count
    }

    /// Says that nothing more will be written.
    ///
    /// - Real time: yes.
    public func close() {
        storage.isClosed.store(true, ordering: .releasing)
    }
}
