public import RealTime

/// An end that gives sound as time passes, and may vanish and come back.
///
/// One thread at a time uses it. `open` may be called again after `close`, as often as the device comes back.
public protocol CaptureDevice: AnyObject, Sendable {
    /// What its user calls it.
    var name: String { get }

    /// Whether sound comes at the pace of a clock; where it does not, `read` gives as much as is asked.
    var hasClock: Bool { get }

    /// Opens and starts the device.
    ///
    /// - Throws: `unavailable` when it is absent, busy or forbidden now and may be had later; other kinds when asking
    ///   again cannot help.
    /// - Real time: no.
    func open() throws(AudioError) -> DeviceShape

    /// Stops and closes the device; harmless when it is closed.
    ///
    /// - Real time: no.
    func close()

    /// Reads at most `frames` frames, waiting until one is due, at most `timeoutMilliseconds`.
    ///
    /// After `overrun` and `resumed` the device runs again and the next call gives sound.
    ///
    /// - Shapes: interleaved from the start of `samples`, which holds at least `frames × channels`.
    /// - Real time: yes.
    func read(into samples: inout Samples, frames: Int, timeoutMilliseconds: Int) -> Transfer

    /// Frames that the device has captured and that were not read yet.
    ///
    /// - Real time: yes.
    func pending() -> Int

    /// Waits until the device may have come back, at most `timeoutMilliseconds`.
    ///
    /// - Real time: no.
    func waitForReturn(timeoutMilliseconds: Int)
}
