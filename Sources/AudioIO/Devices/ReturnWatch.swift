internal import RealTime
internal import Synchronization

/// Looks, in a thread of its own, whether a device can be had again.
final class ReturnWatch: Sendable {
    /// Set once the device was opened, and closed again, with success.
    let hasReturned = AtomicFlag()
    private let isOver = Mutex(false)

    /// Begins to try once a second.
    ///
    /// - Precondition: nobody else opens the device before `end`.
    init(of device: any CaptureDevice, as format: StreamFormat) {
        _ = AudioThread(name: "cm-fallback", priority: nil) { [self] in
            while !hasReturned.isSet, !pauseFindsEnd() { look(for: device, format) }
        }
    }

    /// Ends the looking; waits until a try under way is over.
    func end() { isOver.withLock { $0 = true } }

    private func pauseFindsEnd() -> Bool {
        for _ in 0..<10 {
            MonotonicTime.sleep(until: MonotonicTime.now() + 100_000_000)
            if isOver.withLock({ $0 }) { return true }
        }
        return false
    }

    private func look(for device: any CaptureDevice, _ format: StreamFormat) {
        isOver.withLock { isOver in
            guard !isOver, let shape = try? device.open() else { return }
            device.close()
            if shape.format == format { hasReturned.isSet = true }
        }
    }
}
