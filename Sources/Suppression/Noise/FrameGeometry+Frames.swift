internal import Spectral

extension FrameGeometry {
    /// The number of frames in a time, at least one.
    ///
    /// - Units: seconds.
    func frames(seconds: Float) -> Int {
        max(1, Int((seconds / hopSeconds).rounded()))
    }
}
