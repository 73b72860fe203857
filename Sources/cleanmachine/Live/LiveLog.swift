import AudioIO
import Engine
import RealTime

/// Tells what has changed since it last looked, one line for each thing.
struct LiveLog {
    private var captureLosses = 0
    private var captureReopenings = 0
    private var playbackLosses = 0
    private var playbackReopenings = 0
    private var overruns = 0
    private var underruns = 0
    private var suspensions = 0
    private var cuts = 0
    private var misses = 0
    private var raises = 0
    private var demotions = 0
    private let capture: any CaptureDevice
    private let playback: any PlaybackDevice

    /// Begins with nothing told.
    init(_ capture: any CaptureDevice, _ playback: any PlaybackDevice) {
        self.capture = capture
        self.playback = playback
    }

    /// The lines that are due.
    mutating func lines(_ statistics: LiveStatistics) -> [String] {
        var lines: [String] = []
        changed(&captureLosses, statistics.capture.losses.value) { _ in
            lines.append("capture has broken off; silence until there is a device again")
        }
        changed(&captureReopenings, statistics.capture.reopenings.value) { _ in
            lines.append("capture goes on from \(capture.name)")
        }
        changed(&playbackLosses, statistics.playback.losses.value) { _ in
            lines.append("\(playback.name) has gone; waiting until it is back")
        }
        changed(&playbackReopenings, statistics.playback.reopenings.value) { _ in
            lines.append("\(playback.name) is back")
        }
        changed(&overruns, statistics.capture.overruns.value) {
            lines.append(
                "\($0) capture overrun(s): sound was not fetched in time; a larger --period forgives more"
            )
        }
        changed(&underruns, statistics.playback.overruns.value) {
            lines.append(
                "\($0) playback underrun(s): sound did not come in time; a larger --margin forgives more"
            )
        }
        changed(&suspensions, statistics.capture.suspensions.value + statistics.playback.suspensions.value) {
            _ in
            lines.append("the machine was suspended; going on")
        }
        changed(&cuts, statistics.cuts.value) { _ in
            lines.append("cut out sound that had fallen behind, \(statistics.cutFrames.value) frames so far")
        }
        changed(&raises, statistics.marginRaises.value) { _ in
            lines.append(
                "sound comes too late again and again: \((1000 * statistics.extraMargin.value).decimals(0)) ms of "
                    + "latency added; --margin sets it by hand"
            )
        }
        changed(&misses, statistics.deadlineMisses.value) {
            lines.append("cleaning missed its deadline \($0) time(s); sound passed uncleaned meanwhile")
        }
        changed(&demotions, RealTimePriority.demotions) { _ in
            lines.append(
                "the system took the real-time priority away (SIGXCPU); going on as an ordinary thread"
            )
        }
        return lines
    }

    private func changed(_ known: inout Int, _ now: Int, tell: (Int) -> Void) {
        guard now > known else { return }
        tell(now - known)
        known = now
    }
}
