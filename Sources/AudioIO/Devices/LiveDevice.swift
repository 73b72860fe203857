internal import RealTime

/// An end of live sound, which may vanish and come back.
///
/// One thread at a time uses it. `open` may be called again after `close`, as often as the device comes back.
public protocol LiveDevice: AnyObject, Sendable {
    /// What its user calls it; may be asked by any thread.
    var name: String { get }

    /// Whether sound moves at the pace of a clock; where it does not, a capture device gives as much as is asked, and a
    /// playback device takes all and waits for its reader.
    var hasClock: Bool { get }

    /// Opens the device. A capture device starts; a playback device with a clock starts at the first frame that is
    /// written.
    ///
    /// - Throws: `unavailable` when it is absent, busy or forbidden now and may be had later; other kinds when asking
    ///   again cannot help.
    /// - Real time: no.
    func open() throws(AudioError) -> DeviceShape

    /// Stops and closes the device, a playback device after it has played or written what it still holds, at most its
    /// buffer; harmless when it is closed.
    ///
    /// - Real time: no.
    func close()

    /// Waits until the device may have come back, at most `timeoutMilliseconds`.
    ///
    /// - Returns: whether something has changed, so that opening is worth a try at once.
    /// - Real time: no.
    @discardableResult
    func waitForReturn(timeoutMilliseconds: Int) -> Bool
}

extension LiveDevice {
    /// Only waits: nothing tells when the device comes back.
    @discardableResult
    public func waitForReturn(timeoutMilliseconds: Int) -> Bool {
        MonotonicTime.sleep(until: MonotonicTime.now() + timeoutMilliseconds * 1_000_000)
        return false
    }
}
