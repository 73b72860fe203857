import AudioIO
import Engine
import Glibc
import RealTime
import Suppression

/// What a stream was and what became of it, for people.
struct StreamSummary {
    let seconds: Double
    let processorSeconds: Double
    let latencyMilliseconds: Double
    let noiseBeforeDecibels: Float?
    let noiseAfterDecibels: Float?
    let clippedSamples: Int
    let badSamples: Int

    /// Reads the cleaner's counters after `frames` frames that took `processorSeconds`.
    init(_ cleaner: borrowing StreamCleaner, frames: Int, processorSeconds: Double) {
        seconds = Double(frames) / Double(cleaner.format.sampleRate)
        self.processorSeconds = processorSeconds
        latencyMilliseconds = 1000 * Double(cleaner.latencySeconds)
        // Between words only noise is left: the level that a tenth of all hops stay below.
        noiseBeforeDecibels = cleaner.inputLevels.level(below: 0.1)
        noiseAfterDecibels = cleaner.outputLevels.level(below: 0.1)
        clippedSamples = cleaner.statistics.clippedSamples.value
        badSamples = cleaner.statistics.badSamples.value
    }

    /// One line.
    var text: String {
        var parts = ["\(seconds.decimals(2)) s"]
        if seconds > 0 { parts.append("RTF \((processorSeconds / seconds).decimals(5))") }
        parts.append("latency \(latencyMilliseconds.decimals(1)) ms")
        if let before = noiseBeforeDecibels {
            let after = noiseAfterDecibels.map { "\($0.decimals(1))" } ?? "below -140"
            parts.append("noise \(before.decimals(1)) -> \(after) dBFS")
        }
        parts.append("clipped \(clippedSamples)")
        parts.append("bad \(badSamples)")
        return parts.joined(separator: ", ")
    }

    /// The processor time of this process so far, in seconds.
    static var processorSeconds: Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
    }
}
