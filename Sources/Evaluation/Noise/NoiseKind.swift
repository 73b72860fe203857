/// A kind of synthetic noise.
public enum NoiseKind: Sendable, Equatable {
    /// The same power in every hertz.
    case white
    /// The same power in every octave from 20 Hz on: −3 dB an octave.
    case pink
    /// Falls by 6 dB an octave from 20 Hz on.
    case brown
    /// White between two frequencies in hertz and nothing elsewhere; what lies above half the sample rate is left out.
    case band(from: Double, to: Double)
    /// The hum of mains of a frequency in hertz: twenty harmonics that fall as one over their number, those above half
    /// the sample rate left out.
    case hum(Double)

    /// The band in which hiss disturbs speech most.
    public static let defaultBand = NoiseKind.band(from: 4_000, to: 8_000)

    /// The lowest and the highest frequency, in hertz.
    var range: (lowest: Double, highest: Double) {
        switch self {
        case .white: (0, .infinity)
        // Below 20 Hz is nothing to hear, but most of the power if the slopes went on.
        case .pink, .brown: (20, .infinity)
        case .band(let lowest, let highest): (lowest, highest)
        case .hum(let fundamental): (fundamental, 20 * fundamental)
        }
    }

    /// The amplitude at `frequency` hertz inside the range, in any unit.
    func amplitude(at frequency: Double) -> Double {
        switch self {
        case .white, .band: 1
        case .pink: 1 / frequency.squareRoot()
        case .brown, .hum: 1 / frequency
        }
    }
}
