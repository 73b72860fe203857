public import RealTime

/// An end that gives sound as time passes.
public protocol CaptureDevice: LiveDevice {
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
}
