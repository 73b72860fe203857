import Evaluation

/// What the metrics say of one file.
struct Judgement {
    /// The mean over the channels, of the noisy sound.
    let noisy: Fidelity
    /// The mean over the channels, of the enhanced sound.
    let enhanced: Fidelity
    /// What the reader should know about how these were measured.
    let remarks: [String]
    /// The same for the report.
    let file: EvaluationReport.File

    /// Recordings are started by hand, so they begin up to seconds before or after what they are compared with.
    private static let longestLagSeconds = 2

    /// Reads and measures the files of `triple`.
    init(of triple: ClipTriples.Triple, align: Bool) throws {
        let clips = [
            try Clip(path: triple.clean), try Clip(path: triple.noisy), try Clip(path: triple.enhanced),
        ]
        try Self.checkShapes(clips)
        let counts = clips.map(\.count)
        let sampleRate = clips[0].sampleRate
        // What comes late ends late, so nothing is cut before the lag is known.
        let shared = 0..<(counts.min() ?? 0)
        let alignment = Alignment(
            of: align ? clips[2].channels[0] : Array(clips[2].channels[0][shared]),
            behind: align ? clips[0].channels[0] : Array(clips[0].channels[0][shared]),
            maximumLag: Self.longestLagSeconds * sampleRate
        )
        // One span for both, or the improvement would be that of one place over another.
        let span =
            align
            ? alignment.overlap(estimate: counts[2], reference: counts[0]).clamped(to: 0..<counts[1])
            : shared
        let lag = align ? alignment.lag : 0
        var remarks: [String] = []
        if align ? counts[0] != counts[1] : Set(counts).count > 1 {
            let list = counts.map { "\($0)" }.joined(separator: ", ")
            let place = align ? "\(span.count) that all have" : "first \(span.count)"
            remarks.append(
                "\(triple.name): clean, noisy and enhanced have \(list) samples; compared over the \(place)"
            )
        }
        if alignment.lag != 0, !align {
            remarks.append(
                "\(triple.name): the enhanced sound lags by \(alignment.lag) samples, which counts as noise; "
                    + "give --align to compensate"
            )
        }
        noisy = try Self.mean(clips[1], span, clips[0], span)
        enhanced = try Self.mean(clips[2], span.lowerBound + lag..<span.upperBound + lag, clips[0], span)
        self.remarks = remarks
        file = EvaluationReport.File(
            name: triple.name,
            sampleRateHertz: sampleRate,
            channels: clips[0].channels.count,
            samples: span.count,
            lagSamples: alignment.lag,
            lagIsCompensated: align,
            result: .init(noisy: noisy, enhanced: enhanced)
        )
    }

    private static func checkShapes(_ clips: [Clip]) throws {
        for clip in clips.dropFirst() {
            guard clip.sampleRate == clips[0].sampleRate else {
                throw Failure.badData(
                    "\(clip.path): has \(clip.sampleRate) Hz, but \(clips[0].path) has \(clips[0].sampleRate) Hz; "
                        + "resample one of them"
                )
            }
            guard clip.channels.count == clips[0].channels.count else {
                throw Failure.badData(
                    "\(clip.path): has \(clip.channels.count) channels, but \(clips[0].path) has "
                        + "\(clips[0].channels.count); both must have as many"
                )
            }
        }
    }

    private static func mean(
        _ estimate: Clip,
        _ span: Range<Int>,
        _ reference: Clip,
        _ referenceSpan: Range<Int>
    ) throws -> Fidelity {
        let channels =
            span.isEmpty
            ? []
            : zip(estimate.channels, reference.channels).compactMap { pair in
                Fidelity(
                    of: Array(pair.0[span]),
                    against: Array(pair.1[referenceSpan]),
                    sampleRate: reference.sampleRate
                )
            }
        guard channels.count == estimate.channels.count, let mean = Fidelity(meanOf: channels) else {
            throw Failure.badData(
                "\(estimate.path): too short to be measured; at least 32 ms must overlap with the clean sound"
            )
        }
        return mean
    }
}
