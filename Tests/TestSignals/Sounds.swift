internal import Foundation

/// Sounds to feed to what is tested, one channel each.
public enum Sounds {
    /// Uniform white noise within ±`amplitude`, the same for the same seed.
    public static func noise(count: Int, seed: UInt64, amplitude: Float = 0.1) -> [Float] {
        var generator = SplitMix64(seed: seed)
        return (0..<count).map { _ in Float.random(in: -amplitude...amplitude, using: &generator) }
    }

    /// A sine that starts at phase zero.
    ///
    /// - Units: hertz.
    public static func sine(count: Int, frequency: Double, sampleRate: Int, amplitude: Double = 0.5)
        -> [Float]
    {
        (0..<count).map { n in
            Float(amplitude * sin(2 * .pi * frequency * Double(n) / Double(sampleRate)))
        }
    }

    /// Harmonics of 120 Hz that swell and fade four times a second: as little like noise as speech is.
    public static func voice(count: Int, sampleRate: Int, amplitude: Double = 0.2) -> [Float] {
        (0..<count).map { n in
            let seconds = Double(n) / Double(sampleRate)
            let harmonics = (1...12).reduce(0) { $0 + sin(2 * .pi * 120 * Double($1) * seconds) / Double($1) }
            return Float(amplitude * harmonics * max(0, sin(2 * .pi * 4 * seconds)))
        }
    }

    /// The sum of two sounds.
    public static func sum(_ first: [Float], _ second: [Float]) -> [Float] {
        zip(first, second).map { $0 + $1 }
    }

    /// A sound that comes `frames` later and is cut to the length it had.
    public static func delayed(_ sound: [Float], by frames: Int) -> [Float] {
        Array(([Float](repeating: 0, count: frames) + sound).prefix(sound.count))
    }
}
