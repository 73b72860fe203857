import Engine
import RealTime

/// What became of a live run, for people and for programs.
struct LiveSummary: Sendable {
    let statistics: LiveStatistics
    /// The moment at which the run began.
    let start: Int
    let clippedSamples: Int
    let laneLatencyMilliseconds: Double

    private var seconds: Double { Double(MonotonicTime.now() - start) * 1e-9 }
    private var processorSeconds: Double { StreamSummary.processorSeconds }

    /// The numbers by name, in the order in which they are shown.
    var numbers: [(name: String, value: Double)] {
        let devices = [("capture", statistics.capture), ("playback", statistics.playback)]
        return [
            ("seconds", seconds),
            ("processorPercent", seconds > 0 ? 100 * processorSeconds / seconds : 0),
            ("latencyMilliseconds", latencyMilliseconds),
            ("driftPartsPerMillion", statistics.driftPartsPerMillion.value),
            ("correctionPartsPerMillion", statistics.correctionPartsPerMillion.value),
            ("captureRingMilliseconds", 1000 * statistics.captureRing.value),
            ("playbackRingMilliseconds", 1000 * statistics.playbackRing.value),
            ("starvations", Double(statistics.starvations.value)),
            ("silentFrames", Double(statistics.silentFrames.value)),
            ("extraMarginMilliseconds", 1000 * statistics.extraMargin.value),
            ("marginRaises", Double(statistics.marginRaises.value)),
            ("cuts", Double(statistics.cuts.value)),
            ("insertions", Double(statistics.insertions.value)),
            ("cutFrames", Double(statistics.cutFrames.value)),
            ("droppedFrames", Double(statistics.droppedFrames.value)),
            ("deadlineMisses", Double(statistics.deadlineMisses.value)),
            ("dryBlocks", Double(statistics.dryBlocks.value)),
            ("clippedSamples", Double(clippedSamples)),
            ("processingMillisecondsMedian", statistics.processingTime.milliseconds(below: 0.5)),
            ("processingMillisecondsP99", statistics.processingTime.milliseconds(below: 0.99)),
            ("processingMillisecondsLongest", statistics.processingTime.longestMilliseconds),
            ("wakeUpMillisecondsMedian", statistics.wakeUpJitter.milliseconds(below: 0.5)),
            ("wakeUpMillisecondsP99", statistics.wakeUpJitter.milliseconds(below: 0.99)),
            ("wakeUpMillisecondsLongest", statistics.wakeUpJitter.longestMilliseconds),
        ]
            + devices.flatMap { name, device in
                [
                    ("\(name)Frames", Double(device.frames.value)),
                    ("\(name)Overruns", Double(device.overruns.value)),
                    ("\(name)LostFrames", Double(device.lostFrames.value)),
                    ("\(name)Suspensions", Double(device.suspensions.value)),
                    ("\(name)Losses", Double(device.losses.value)),
                    ("\(name)Reopenings", Double(device.reopenings.value)),
                ]
            }
    }

    /// From the microphone to the loudspeaker, without what the devices themselves add.
    var latencyMilliseconds: Double { 1000 * statistics.latency.value + laneLatencyMilliseconds }

    /// One line.
    var text: String {
        let xruns = statistics.capture.overruns.value + statistics.playback.overruns.value
        return "\(seconds.decimals(1)) s, latency \(latencyMilliseconds.decimals(1)) ms, "
            + "clocks differ by \(statistics.driftPartsPerMillion.value.decimals(0)) ppm, "
            + "processor \((seconds > 0 ? 100 * processorSeconds / seconds : 0).decimals(2)) %, "
            + "xruns \(xruns), starved \(statistics.starvations.value), cut \(statistics.cuts.value), "
            + "late \(statistics.deadlineMisses.value), clipped \(clippedSamples), "
            + "reopened \(statistics.capture.reopenings.value + statistics.playback.reopenings.value)"
    }
}
