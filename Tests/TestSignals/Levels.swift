internal import Foundation

/// Measures of sounds, in double precision.
public enum Levels {
    /// The mean square in decibels to full scale; minus infinity for silence.
    public static func decibels(_ sound: some Sequence<Float>) -> Double {
        var sum = 0.0
        var count = 0
        for sample in sound {
            sum += Double(sample) * Double(sample)
            count += 1
        }
        return 10 * log10(sum / Double(max(1, count)))
    }

    /// The level of the difference against the level of `reference`, in decibels.
    public static func error(of sound: some Sequence<Float>, against reference: some Sequence<Float>)
        -> Double
    {
        var difference = 0.0
        var whole = 0.0
        for (found, expected) in zip(sound, reference) {
            difference += pow(Double(found) - Double(expected), 2)
            whole += Double(expected) * Double(expected)
        }
        return 10 * log10(difference / whole)
    }

    /// Where two sounds first differ, in samples or in length; nil when they are equal bit for bit.
    ///
    /// Expecting whole sounds to be equal would make a failing test compute their shortest edit.
    public static func firstDifference(_ sound: some Sequence<Float>, _ other: some Sequence<Float>) -> Int? {
        var left = sound.makeIterator()
        var right = other.makeIterator()
        var place = 0
        while true {
            let pair = (left.next(), right.next())
            if pair.0?.bitPattern != pair.1?.bitPattern { return place }
            if pair.0 == nil { return nil }
            place += 1
        }
    }

    /// The largest jump from one sample to the next.
    public static func largestStep(_ sound: some Collection<Float>) -> Float {
        zip(sound, sound.dropFirst()).reduce(0) { max($0, abs($1.1 - $1.0)) }
    }
}
