import Foundation
import TestDevices
import TestSignals

/// Where each moment of what was heard came from in what went in: the latency over time, and whether anything is
/// missing between.
struct Trace {
    /// One look at the recording.
    struct Window {
        /// When it was heard, in seconds since the recording began.
        let seconds: Double
        /// How long its sound had been on the way from the microphone to the ear, in milliseconds.
        let milliseconds: Double
        /// How alike both are, 0 to 1; a block that is lost or doubled within the window spoils it.
        let likeness: Double
    }

    /// What is played to microphones: noise below 3 kHz, so that half a frame of shift is no matter.
    static func sound(seconds: Int, seed: UInt64) -> [Float] {
        var value: Float = 0
        var second: Float = 0
        return Sounds.noise(count: seconds * 48_000, seed: seed, amplitude: 0.6).map { sample in
            value += 0.3 * (sample - value)
            second += 0.3 * (value - second)
            return second
        }
    }

    // Short, so that a ratio that is being corrected does not blur the comparison.
    private static let windowFrames = 960

    /// The looks, four a second.
    let windows: [Window]

    /// Compares what `speaker` heard with `sound`, which `microphone` gave; both at nominal 48 kHz.
    init(
        of sound: [Float],
        from microphone: FaultState,
        partsPerMillion: Double = 0,
        to speaker: FaultState,
        heard: [Float],
        from start: Double,
        to end: Double,
        longestMilliseconds: Double = 400
    ) {
        let length = Self.windowFrames
        var windows: [Window] = []
        var seconds = start
        while seconds < end {
            let first = Int(seconds * 48_000)
            guard first + length < heard.count else { break }
            let moment = speaker.nanoseconds(ofFrame: Double(first))
            let origin =
                (moment - Double(microphone.epochNanoseconds)) * 1e-9 * 48_000 * (1 + partsPerMillion * 1e-6)
            let range = Int(origin - longestMilliseconds * 48)...Int(origin)
            if let found = Self.best(heard[first..<first + length], in: sound, places: range) {
                let taken = microphone.nanoseconds(
                    ofFrame: Double(found.place),
                    partsPerMillion: partsPerMillion
                )
                windows.append(
                    Window(seconds: seconds, milliseconds: (moment - taken) * 1e-6, likeness: found.likeness)
                )
            }
            seconds += 0.25
        }
        self.windows = windows
    }

    /// Where `part` fits best, looked for with every eighth sample first.
    private static func best(
        _ part: ArraySlice<Float>,
        in sound: [Float],
        places: ClosedRange<Int>
    ) -> (place: Int, likeness: Double)? {
        let inside = max(0, places.lowerBound)..<min(sound.count - part.count, places.upperBound)
        guard inside.lowerBound < inside.upperBound else { return nil }
        let rough = inside.max { likeness(part, sound, $0, step: 8) < likeness(part, sound, $1, step: 8) }
        guard let rough else { return nil }
        let near = max(0, rough - 4)...min(sound.count - part.count, rough + 4)
        let place =
            near.max { likeness(part, sound, $0, step: 1) < likeness(part, sound, $1, step: 1) } ?? rough
        return (place, likeness(part, sound, place, step: 1))
    }

    private static func likeness(_ part: ArraySlice<Float>, _ sound: [Float], _ place: Int, step: Int)
        -> Double
    {
        var (product, own, other): (Float, Float, Float) = (1e-12, 1e-12, 1e-12)
        for offset in stride(from: 0, to: part.count, by: step) {
            let (one, two) = (part[part.startIndex + offset], sound[place + offset])
            product += one * two
            own += one * one
            other += two * two
        }
        return Double(product) / Double(own * other).squareRoot()
    }
}
