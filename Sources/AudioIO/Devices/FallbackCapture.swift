public import RealTime

// Unchecked: one thread at a time uses it, and threads are started and ended between.
/// A capture device and another that takes its place while it cannot be had.
///
/// While the second one is used, a thread looks once a second whether the first has come back; then `read` says that the
/// second is gone, and the first is opened in its stead.
public final class FallbackCapture: CaptureDevice, @unchecked Sendable {
    private let first: any CaptureDevice
    private let secondName: String
    private let isSecondUsed = AtomicFlag()
    private let makeSecond: (StreamFormat?) throws(AudioError) -> any CaptureDevice
    private var second: (any CaptureDevice)?
    private var active: any CaptureDevice
    private var format: StreamFormat?
    private var watch: ReturnWatch?

    /// Pairs devices; `makeSecond` is asked once, for a device of the format that the first one had.
    public init(
        _ first: any CaptureDevice,
        orElse secondName: String,
        made makeSecond: @escaping (StreamFormat?) throws(AudioError) -> any CaptureDevice
    ) {
        self.first = first
        self.secondName = secondName
        self.makeSecond = makeSecond
        active = first
    }

    /// The name of the device that is used, or was last.
    public var name: String { isSecondUsed.isSet ? secondName : first.name }

    /// As the device that is used.
    public var hasClock: Bool { active.hasClock }

    /// Opens the first device, or else the second.
    ///
    /// - Throws: what the first one throws when the second cannot be had either.
    public func open() throws(AudioError) -> DeviceShape {
        close()
        do throws(AudioError) {
            let shape = try first.open()
            use(first)
            format = shape.format
            return shape
        } catch {
            guard let shape = try? openSecond() else { throw error }
            return shape
        }
    }

    /// Closes the device that is used.
    public func close() {
        watch?.end()
        watch = nil
        active.close()
    }

    /// As the device that is used, until the first may take its place again.
    public func read(into samples: inout Samples, frames: Int, timeoutMilliseconds: Int) -> Transfer {
        if let watch, watch.hasReturned.isSet { return .gone(.superseded) }
        return active.read(into: &samples, frames: frames, timeoutMilliseconds: timeoutMilliseconds)
    }

    /// As the device that is used.
    public func pending() -> Int { active.pending() }

    /// Waits for the first device.
    @discardableResult
    public func waitForReturn(timeoutMilliseconds: Int) -> Bool {
        first.waitForReturn(timeoutMilliseconds: timeoutMilliseconds)
    }

    private func openSecond() throws(AudioError) -> DeviceShape {
        if second == nil { second = try makeSecond(format) }
        guard let device = second else { preconditionFailure("it was just made") }
        let shape = try device.open()
        use(device)
        format = format ?? shape.format
        watch = ReturnWatch(of: first, as: shape.format)
        return shape
    }

    private func use(_ device: any CaptureDevice) {
        active = device
        isSecondUsed.isSet = device !== first
    }
}
