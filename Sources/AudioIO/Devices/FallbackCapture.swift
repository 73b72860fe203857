public import RealTime

// Unchecked: one thread at a time uses it, and threads are started and ended between.
/// A capture device and another that takes its place while it cannot be had.
///
/// Which of both is used is decided whenever the device is opened, so the first is taken again after the second has gone.
public final class FallbackCapture: CaptureDevice, @unchecked Sendable {
    private let first: any CaptureDevice
    private let makeSecond: (StreamFormat?) throws(AudioError) -> any CaptureDevice
    private var second: (any CaptureDevice)?
    private var isSecondActive = false
    private var format: StreamFormat?

    /// Pairs devices; `makeSecond` is asked once, for a device of the format that the first one had.
    public init(
        _ first: any CaptureDevice,
        orElse makeSecond: @escaping (StreamFormat?) throws(AudioError) -> any CaptureDevice
    ) {
        self.first = first
        self.makeSecond = makeSecond
    }

    /// The name of the device that is used, or of the first.
    public var name: String { active.name }

    /// As the device that is used.
    public var hasClock: Bool { active.hasClock }

    /// Opens the first device, or else the second.
    ///
    /// - Throws: what the first one throws when the second cannot be had either.
    public func open() throws(AudioError) -> DeviceShape {
        do throws(AudioError) {
            isSecondActive = false
            let shape = try first.open()
            format = shape.format
            return shape
        } catch {
            guard let shape = try? openSecond() else { throw error }
            return shape
        }
    }

    /// Closes both.
    public func close() {
        first.close()
        second?.close()
    }

    /// As the device that is used.
    public func read(into samples: inout Samples, frames: Int, timeoutMilliseconds: Int) -> Transfer {
        active.read(into: &samples, frames: frames, timeoutMilliseconds: timeoutMilliseconds)
    }

    /// As the device that is used.
    public func pending() -> Int { active.pending() }

    /// Waits for the first device.
    public func waitForReturn(timeoutMilliseconds: Int) {
        first.waitForReturn(timeoutMilliseconds: timeoutMilliseconds)
    }

    private var active: any CaptureDevice { isSecondActive ? second ?? first : first }

    private func openSecond() throws(AudioError) -> DeviceShape {
        if second == nil { second = try makeSecond(format) }
        guard let device = second else { preconditionFailure("it was just made") }
        let shape = try device.open()
        format = format ?? shape.format
        isSecondActive = true
        return shape
    }
}
