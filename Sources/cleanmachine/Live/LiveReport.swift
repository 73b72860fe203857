import Engine
import RealTime

/// What is told of a live run when it is over, by whoever ends it.
struct LiveReport: Sendable {
    let statistics: LiveStatistics
    /// The moment at which the run began.
    let start: Int
    let clippedSamples: Int
    let laneLatencyMilliseconds: Double
    let asJSON: Bool
    let isQuiet: Bool

    /// Tells the numbers as JSON on standard output where they were asked for, and a line on standard error.
    ///
    /// - Throws: when the numbers cannot be written as JSON.
    func tell() throws {
        let summary = LiveSummary(
            statistics: statistics,
            seconds: Double(MonotonicTime.now() - start) * 1e-9,
            processorSeconds: StreamSummary.processorSeconds,
            clippedSamples: clippedSamples,
            laneLatencyMilliseconds: laneLatencyMilliseconds
        )
        if asJSON {
            let numbers = Dictionary(
                summary.numbers.map { ($0.name, $0.value) },
                uniquingKeysWith: { first, _ in first }
            )
            try print(JSONText.of(numbers))
        }
        if !isQuiet { StandardError.write("cleanmachine: \(summary.text)") }
    }
}
