import AudioIO
import Engine
import Spectral
import Suppression

/// The sizes and the preset with which a live run begins.
struct LiveSizes {
    let period: LivePeriod
    let options: DenoiserOptions

    /// Takes what the user gave, and chooses the rest so that a demanded latency is kept.
    ///
    /// Where the user named no preset and the usual one is too slow for the demand, the low-latency one is taken.
    static func choose(_ command: Live) throws -> LiveSizes {
        let format = StreamFormat(sampleRate: command.rate ?? 48_000, channels: command.channels ?? 1)
        var options = command.denoiser
        if command.period != nil || command.margin != nil || command.maxLatency == nil {
            return LiveSizes(period: try given(command, format), options: options)
        }
        let limit = command.maxLatency ?? .infinity
        if let period = try fitting(limit, options, format) {
            return LiveSizes(period: period, options: options)
        }
        if options.preset == nil, options.engine == nil {
            options.preset = quickest
            if let period = try fitting(limit, options, format) {
                return LiveSizes(period: period, options: options)
            }
        }
        throw refusal(try budget(options, format), of: options, limit: limit)
    }

    /// The preset with the least latency.
    private static let quickest = "low-latency"

    /// The message with the budget that does not fit, and with a quicker preset than that of `options` where there is one.
    static func refusal(_ budget: LatencyBudget, of options: DenoiserOptions, limit: Double) -> Failure {
        .usage(
            "the latency cannot be kept within --max-latency \(limit.decimals(1)) ms; at the least it is\n\(budget.table)\n"
                + "raise the limit" + (options.preset == quickest ? "" : ", or choose --preset \(quickest)")
        )
    }

    private static func given(_ command: Live, _ format: StreamFormat) throws -> LivePeriod {
        let natural = LivePeriod.natural(hopMilliseconds: try hop(command.denoiser, format))
        let given = command.period.map { $0 / 1000 }
        let seconds = given ?? natural.seconds
        return LivePeriod(
            captureSeconds: given ?? natural.captureSeconds,
            seconds: seconds,
            marginSeconds: command.margin.map { $0 / 1000 } ?? 1.5 * seconds
        )
    }

    private static func fitting(_ limit: Double, _ options: DenoiserOptions, _ format: StreamFormat) throws
        -> LivePeriod?
    {
        let budget = try budget(options, format)
        return LivePeriod.fitting(
            limit,
            hop: budget.capturePeriodMilliseconds,
            algorithm: budget.algorithmMilliseconds,
            resampler: budget.resamplerMilliseconds
        )
    }

    private static func hop(_ options: DenoiserOptions, _ format: StreamFormat) throws -> Double {
        Double(try options.resolved(sampleRate: format.sampleRate).settings.frame.hopMilliseconds)
    }

    /// The budget with the smallest sizes.
    private static func budget(_ options: DenoiserOptions, _ format: StreamFormat) throws -> LatencyBudget {
        let settings = try options.resolved(sampleRate: format.sampleRate).settings
        let rate = Double(format.sampleRate)
        let period = LivePeriod.captureMilliseconds(hop: Double(settings.frame.hopMilliseconds))
        let lane = try Lane(settings, format: format, stepFrames: Int((period / 1000 * rate).rounded()))
        let smallest = LivePeriod.choices.min() ?? 1.25
        return LatencyBudget(
            algorithmMilliseconds: 1000 * Double(lane.latencyFrames) / rate,
            capturePeriodMilliseconds: period,
            playbackFillMilliseconds: 1.5 * smallest,
            resamplerMilliseconds: 1000 * Double(VariableResampler.delayFrames) / rate
        )
    }
}
