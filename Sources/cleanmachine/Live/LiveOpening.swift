import AudioIO

/// Opens the ends of a live run, and waits for those that cannot be had yet where that was asked for.
struct LiveOpening {
    let devices: LiveDevices
    let waits: Bool
    let stopDescriptor: Int32

    /// The capture device and what it granted.
    func capture(periodSeconds: Double) throws -> (device: any CaptureDevice, shape: DeviceShape) {
        let device = try devices.makeCapture(periodSeconds: periodSeconds)
        return (device, try opened(device))
    }

    /// The playback device for sound of `format`, and what it granted.
    func playback(
        _ format: StreamFormat,
        periodSeconds: Double
    ) throws -> (device: any PlaybackDevice, shape: DeviceShape) {
        let device = try devices.makePlayback(format, periodSeconds: periodSeconds)
        return (device, try opened(device))
    }

    private func opened(_ device: any LiveDevice) throws -> DeviceShape {
        var isTold = false
        while true {
            do throws(AudioError) {
                return try OpeningWatch.open(device, stopDescriptor: stopDescriptor)
            } catch {
                guard waits, error.kind == .unavailable else { throw error }
                if !isTold { StandardError.write("cleanmachine: waiting for \(error)") }
                isTold = true
                if StopSignals.isRaised(stopDescriptor) { throw Failure(status: 0, message: nil) }
                device.waitForReturn(timeoutMilliseconds: 500)
            }
        }
    }
}
