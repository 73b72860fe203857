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
        var remarks: [String] = []
        let count = clips.map(\.count).min() ?? 0
        if clips.contains(where: { $0.count != count }), !align || clips[0].count != clips[1].count {
            let counts = clips.map { "\($0.count)" }.joined(separator: ", ")
            remarks.append(
                "\(triple.name): clean, noisy and enhanced have \(counts) samples; compared over the first \(count)"
            )
        }
        let sampleRate = clips[0].sampleRate
        // What comes late ends late, so nothing is cut before the lag is known.
        let signals = clips.map { clip in
            align ? clip.channels : clip.channels.map { Array($0.prefix(count)) }
        }
        let alignment = Alignment(
            of: signals[2][0],
            behind: signals[0][0],
            maximumLag: Self.longestLagSeconds * sampleRate
        )
        if alignment.lag != 0, !align {
            remarks.append(
                "\(triple.name): the enhanced sound lags by \(alignment.lag) samples, which counts as noise; "
                    + "give --align to compensate"
            )
        }
        let compensated = align ? alignment : Alignment(lag: 0)
        noisy = try Self.mean(signals[1], signals[0], Alignment(lag: 0), sampleRate, triple.noisy)
        enhanced = try Self.mean(signals[2], signals[0], compensated, sampleRate, triple.enhanced)
        self.remarks = remarks
        file = EvaluationReport.File(
            name: triple.name,
            sampleRateHertz: sampleRate,
            channels: clips[0].channels.count,
            samples: count,
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
        _ estimate: [[Float]],
        _ reference: [[Float]],
        _ alignment: Alignment,
        _ sampleRate: Int,
        _ place: String
    ) throws -> Fidelity {
        let channels = zip(estimate, reference).compactMap { pair in
            let cut = alignment.cut(estimate: pair.0, reference: pair.1)
            return Fidelity(of: cut.estimate, against: cut.reference, sampleRate: sampleRate)
        }
        guard channels.count == estimate.count, let mean = Fidelity(meanOf: channels) else {
            throw Failure.badData(
                "\(place): too short to be measured; at least 32 ms must overlap with the clean sound"
            )
        }
        return mean
    }
}
