internal import RealTime

/// Waits for a device that has gone.
enum DeviceReturn {
    /// Tries `open` with pauses that grow from 100 ms to 2 s, or as soon as something changed among the devices.
    ///
    /// The thread is an ordinary one meanwhile: opening a device allocates and may take long.
    ///
    /// - Returns: false when the engine was stopped first.
    static func wait(for change: (Int) -> Void, until isStopping: AtomicFlag, open: () -> Bool) -> Bool {
        AudioThread.withOrdinaryPriority {
            var pause = 100
            while !isStopping.isSet {
                if open() { return true }
                // In short pieces, so that a stop does not have to wait.
                var waited = 0
                while waited < pause, !isStopping.isSet {
                    let before = MonotonicTime.now()
                    change(min(100, pause - waited))
                    let passed = (MonotonicTime.now() - before) / 1_000_000
                    waited += max(1, passed)
                    // Something has changed: try at once.
                    if passed < min(100, pause - waited) { break }
                }
                pause = min(2000, pause * 2)
            }
            return false
        }
    }
}
