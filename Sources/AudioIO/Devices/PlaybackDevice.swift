public import RealTime

/// An end that takes sound as time passes, and may vanish and come back.
///
/// One thread at a time uses it. `open` may be called again after `close`, as often as the device comes back.
public protocol PlaybackDevice: AnyObject, Sendable {
    /// What its user calls it.
    var name: String { get }

    /// Whether sound is taken at the pace of a clock; where it is not, `write` takes all, and waits for the reader.
    var hasClock: Bool { get }

    /// Opens the device; with a clock it starts at the first frame that is written.
    ///
    /// - Throws: as `CaptureDevice.open`.
    /// - Real time: no.
    func open() throws(AudioError) -> DeviceShape

    /// Plays or writes what it still holds, at most its buffer, and closes the device; harmless when it is closed.
    ///
    /// - Real time: no.
    func close()

    /// Writes as many of `frames` frames from frame `start` as there is room for, without waiting where there is a
    /// clock.
    ///
    /// `overrun` and `resumed` mean that nothing was written and that the device, emptied, starts at the next write.
    ///
    /// - Shapes: interleaved.
    /// - Real time: yes, where there is a clock.
    func write(_ samples: borrowing Samples, from start: Int, frames: Int) -> Transfer

    /// Frames that were written and not heard yet; zero without a clock.
    ///
    /// - Real time: yes.
    func delay() -> Int

    /// Waits until the device may have come back, at most `timeoutMilliseconds`.
    ///
    /// - Real time: no.
    func waitForReturn(timeoutMilliseconds: Int)
}
