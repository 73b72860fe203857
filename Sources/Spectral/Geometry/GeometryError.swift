/// Why frames cannot be made at a sample rate.
public enum GeometryError: Error, Equatable {
    /// A time that is not within a hundredth of a whole, positive number of samples.
    case notWhole(setting: String, milliseconds: Float, sampleRate: Int)
    /// A window shorter than two hops, which cannot reconstruct.
    case tooLittleOverlap(windowSamples: Int, hopSamples: Int)
    /// A synthesis window longer than the analysis window.
    case synthesisTooLong(synthesisSamples: Int, windowSamples: Int)
}

extension GeometryError: CustomStringConvertible {
    /// What is wrong, with the numbers.
    public var description: String {
        switch self {
        case .notWhole(let setting, let milliseconds, let sampleRate):
            "\(setting) = \(milliseconds) is not within a hundredth of a whole number of samples at \(sampleRate) Hz"
        case .tooLittleOverlap(let window, let hop):
            "a window of \(window) samples needs a hop of at most half of it, not \(hop)"
        case .synthesisTooLong(let synthesis, let window):
            "a synthesis window of \(synthesis) samples cannot be longer than the analysis window of \(window)"
        }
    }
}
