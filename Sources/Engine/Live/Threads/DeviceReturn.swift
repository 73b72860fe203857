internal import AudioIO
internal import RealTime

/// Waits for a device that has gone.
enum DeviceReturn {
    /// What came of it.
    enum Outcome {
        /// It is open and grants what it granted before.
        case same
        /// It is there and grants something else; it is closed.
        case different
        /// The engine was stopped first.
        case stopped
    }

    /// Tries to open `device` with pauses that grow from 100 ms to 2 s, or as soon as something changed among the devices.
    ///
    /// The thread is an ordinary one meanwhile: opening a device allocates and may take long.
    ///
    /// - Parameters:
    ///   - device: a closed device.
    ///   - shape: what it granted.
    ///   - canReplan: whether a device that grants another rate, channels or period ends the wait; it is not taken
    ///     otherwise, unless the period is all that is different.
    ///   - isStopping: ends the wait.
    ///   - meanwhile: called every 100 ms.
    /// - Returns: whether it is back as it was, back as another, or not back.
    static func wait(
        for device: any LiveDevice,
        as shape: DeviceShape,
        canReplan: Bool,
        until isStopping: AtomicFlag,
        meanwhile: () -> Void = {}
    ) -> Outcome {
        AudioThread.withOrdinaryPriority {
            var pause = 100
            while !isStopping.isSet {
                meanwhile()
                if let outcome = open(device, as: shape, canReplan: canReplan) { return outcome }
                // In short pieces, so that a stop does not have to wait.
                var left = pause
                while left > 0, !isStopping.isSet {
                    meanwhile()
                    let piece = min(100, left)
                    left = device.waitForReturn(timeoutMilliseconds: piece) ? 0 : left - piece
                }
                pause = min(2000, pause * 2)
            }
            return .stopped
        }
    }

    private static func open(_ device: any LiveDevice, as shape: DeviceShape, canReplan: Bool) -> Outcome? {
        guard let granted = try? device.open() else { return nil }
        let isSame = granted.format == shape.format
        if isSame, !canReplan || granted.periodFrames == shape.periodFrames { return .same }
        device.close()
        return canReplan ? .different : nil
    }
}
