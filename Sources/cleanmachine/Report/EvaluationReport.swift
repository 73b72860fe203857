import Evaluation

/// How well files were cleaned.
struct EvaluationReport: Encodable {
    /// The metrics of one signal, or the differences of two.
    struct Metrics: Encodable {
        let snrDecibels: Double
        let segmentalSNRDecibels: Double
        let siSDRDecibels: Double
        let meanSquaredError: Double
        let logSpectralDistanceDecibels: Double
    }

    /// Before, after, and by how much that is better.
    struct Comparison: Encodable {
        let noisy: Metrics
        let enhanced: Metrics
        /// Positive where the enhanced signal is better, for every metric.
        let improvement: Metrics
    }

    struct File: Encodable {
        let name: String
        let sampleRateHertz: Int
        let channels: Int
        /// The samples of a channel that were compared.
        let samples: Int
        /// By which the enhanced signal comes after the clean one.
        let lagSamples: Int
        let lagIsCompensated: Bool
        let result: Comparison
    }

    let files: [File]
    let mean: Comparison?
    /// Why files were left out.
    let skipped: [String]
}

extension EvaluationReport.Metrics {
    init(_ fidelity: Fidelity) {
        snrDecibels = fidelity.signalToNoiseRatio
        segmentalSNRDecibels = fidelity.segmentalSNR
        siSDRDecibels = fidelity.scaleInvariantSDR
        meanSquaredError = fidelity.meanSquaredError
        logSpectralDistanceDecibels = fidelity.logSpectralDistance
    }

    fileprivate var cells: [String] {
        [
            snrDecibels.decimals(2), segmentalSNRDecibels.decimals(2), siSDRDecibels.decimals(2),
            meanSquaredError.scientific(3), logSpectralDistanceDecibels.decimals(2),
        ]
    }
}

extension EvaluationReport.Comparison {
    init(noisy: Fidelity, enhanced: Fidelity) {
        self.noisy = .init(noisy)
        self.enhanced = .init(enhanced)
        improvement = .init(
            snrDecibels: enhanced.signalToNoiseRatio - noisy.signalToNoiseRatio,
            segmentalSNRDecibels: enhanced.segmentalSNR - noisy.segmentalSNR,
            siSDRDecibels: enhanced.scaleInvariantSDR - noisy.scaleInvariantSDR,
            meanSquaredError: noisy.meanSquaredError - enhanced.meanSquaredError,
            logSpectralDistanceDecibels: noisy.logSpectralDistance - enhanced.logSpectralDistance
        )
    }
}

extension EvaluationReport {
    /// The report for people: three rows a file, then three of the mean.
    var table: Table {
        var table = Table(["file", "signal", "SNR dB", "segSNR dB", "SI-SDR dB", "MSE", "LSD dB", "lag"])
        func add(_ name: String, _ result: Comparison, lag: String) {
            table.add([name, "noisy"] + result.noisy.cells + [""])
            table.add([name, "enhanced"] + result.enhanced.cells + [lag])
            table.add([name, "improvement"] + result.improvement.cells + [""])
        }
        for file in files { add(file.name, file.result, lag: "\(file.lagSamples)") }
        if files.count > 1, let mean { add("mean of \(files.count)", mean, lag: "") }
        return table
    }
}
