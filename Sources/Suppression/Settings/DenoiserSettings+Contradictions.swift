internal import Spectral

extension DenoiserSettings {
    /// What contradicts what, all of it; values outside their ranges are the concern of whoever sets them.
    public func contradictions() -> [SettingProblem] {
        var problems: [SettingProblem] = []
        let span = frame.windowPair == .asymmetric ? frame.synthesisMilliseconds : frame.windowMilliseconds
        let spanKey =
            frame.windowPair == .asymmetric ? "frame.synthesisMilliseconds" : "frame.windowMilliseconds"
        if frame.windowPair == .asymmetric, frame.synthesisMilliseconds > frame.windowMilliseconds {
            problems.append(
                SettingProblem(
                    ["frame.synthesisMilliseconds", "frame.windowMilliseconds"],
                    mustHold: "the synthesis window is no longer than the analysis window",
                    given: "\(frame.synthesisMilliseconds) and \(frame.windowMilliseconds)"
                )
            )
        }
        let overlap: Float = frame.windowPair == .hamming ? 4 : 2
        if frame.hopMilliseconds * overlap > span {
            problems.append(
                SettingProblem(
                    ["frame.hopMilliseconds", spanKey],
                    mustHold: frame.windowPair == .hamming
                        ? "the hop is at most a quarter of a hamming window"
                        : "the hop is at most half of the window",
                    given: "\(frame.hopMilliseconds) and \(span)"
                )
            )
        }
        if problems.isEmpty, frame.processingRate(for: 48000) == nil {
            problems.append(
                SettingProblem(
                    ["frame.windowMilliseconds", "frame.hopMilliseconds"],
                    mustHold: "window and hop are whole numbers of samples at some common rate",
                    given: "\(frame.windowMilliseconds) and \(frame.hopMilliseconds)"
                )
            )
        }
        if degradeTo == .neural {
            problems.append(
                SettingProblem(
                    ["degradeTo"],
                    mustHold: "the algorithm for a machine that is too slow is a classical one",
                    given: "\"neural\""
                )
            )
        }
        if noise.tracker == .learn, noise.learnMilliseconds == 0 {
            problems.append(
                SettingProblem(
                    ["noise.learnMilliseconds", "noise.tracker"],
                    mustHold: "the tracker `learn` has some time to learn in, or is given a noise profile",
                    given: "0"
                )
            )
        }
        return problems
    }
}
