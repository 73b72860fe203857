/// Why a synthetic noise cannot be made.
public enum NoiseError: Error, Equatable {
    /// The lowest frequency is negative or not below the highest, or for hum not positive.
    case badRange(lowest: Double, highest: Double)
    /// Nothing of the noise lies below half the sample rate.
    case beyondNyquist(lowest: Double, sampleRate: Int)
}

extension NoiseError: CustomStringConvertible {
    /// What is wrong, and what to do.
    public var description: String {
        switch self {
        case .badRange(let lowest, let highest):
            "no noise lies between \(lowest) and \(highest) Hz; give the lower frequency first, and none below zero"
        case .beyondNyquist(let lowest, let sampleRate):
            "the noise starts at \(lowest) Hz, but a sample rate of \(sampleRate) Hz holds only what is below "
                + "\(Double(sampleRate) / 2) Hz; take a lower frequency or a higher rate"
        }
    }
}
