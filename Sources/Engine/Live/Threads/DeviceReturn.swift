internal import AudioIO
internal import RealTime

/// Waits for a device that has gone.
enum DeviceReturn {
    /// Tries to open `device` with pauses that grow from 100 ms to 2 s, or as soon as something changed among the devices.
    ///
    /// The thread is an ordinary one meanwhile: opening a device allocates and may take long.
    ///
    /// - Parameters:
    ///   - device: a closed device.
    ///   - format: what it must grant, or it is not taken.
    ///   - isStopping: ends the wait.
    ///   - meanwhile: called every 100 ms.
    /// - Returns: false when the engine was stopped first.
    static func wait(
        for device: any LiveDevice,
        as format: StreamFormat,
        until isStopping: AtomicFlag,
        meanwhile: () -> Void = {}
    ) -> Bool {
        AudioThread.withOrdinaryPriority {
            var pause = 100
            while !isStopping.isSet {
                meanwhile()
                if opens(device, as: format) { return true }
                // In short pieces, so that a stop does not have to wait.
                var left = pause
                while left > 0, !isStopping.isSet {
                    meanwhile()
                    let piece = min(100, left)
                    left = device.waitForReturn(timeoutMilliseconds: piece) ? 0 : left - piece
                }
                pause = min(2000, pause * 2)
            }
            return false
        }
    }

    private static func opens(_ device: any LiveDevice, as format: StreamFormat) -> Bool {
        guard let shape = try? device.open() else { return false }
        if shape.format == format { return true }
        device.close()
        return false
    }
}
