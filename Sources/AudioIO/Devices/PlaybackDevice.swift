public import RealTime

/// An end that takes sound as time passes.
public protocol PlaybackDevice: LiveDevice {
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
}
