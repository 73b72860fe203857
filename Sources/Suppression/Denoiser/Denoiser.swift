public import RealTime
public import Spectral

/// The product's core: noisy hops in, clean hops out.
///
/// ```
/// block ─ sanitize ─▶ Analyzer ─ spectra ─▶ Suppressor ─ gains ─▶ Synthesizer ─ wet ─▶ mix ─▶ output
///                        └──────────────── dry, delayed alike ────────────────────────▶┘
/// ```
///
/// - Real time: `process` and `reset`; they cannot fail.
public struct Denoiser: ~Copyable, Sendable {
    /// The frames.
    public let geometry: FrameGeometry
    /// The number of channels.
    public let channels: Int
    /// What may be changed while it runs.
    public let controls: DenoiserControls
    /// What it has met.
    public let statistics = DenoiserStatistics()

    private let transform: RealFFT
    private var analyzer: Analyzer
    private var synthesizer: Synthesizer
    // One for all channels, or one each.
    private var suppressors: OwnedArray<Suppressor>
    // The frame that leaves with the next hop; and the newest one, of an engine that looks ahead.
    private var leaving: ChannelSpectra
    private var newest: ChannelSpectra
    private var gains: Samples
    // Of an engine with complex gains.
    private let isComplex: Bool
    private let looksAhead: Bool
    private var mask: Spectrum
    private var input: Samples
    private var dry: Samples
    private var wet: Samples
    private var outputMix: OutputMix

    /// Allocates everything.
    ///
    /// - Precondition: `channels > 0`.
    /// - Throws: `GeometryError` when the frames are not near whole samples at `sampleRate`.
    /// - Real time: no.
    public init(
        _ settings: DenoiserSettings,
        sampleRate: Int,
        channels: Int,
        noiseProfile: NoiseProfile? = nil
    ) throws(GeometryError) {
        precondition(channels > 0, "a stream has at least one channel")
        let geometry = try FrameGeometry(settings.frame, sampleRate: sampleRate)
        self.geometry = geometry
        self.channels = channels
        controls = DenoiserControls(settings.output)
        transform = RealFFT(length: geometry.length)
        analyzer = Analyzer(geometry: geometry, channels: channels)
        synthesizer = Synthesizer(geometry: geometry, channels: channels)
        var isComplex = false
        suppressors = OwnedArray(count: settings.output.linkedChannels ? 1 : channels) { _ in
            let suppressor = Suppressor(settings, geometry: geometry, noiseProfile: noiseProfile)
            isComplex = suppressor.isComplex
            return suppressor
        }
        self.isComplex = isComplex
        looksAhead = isComplex && geometry.lookaheadFrames > 0
        mask = Spectrum(repeating: .zero, count: isComplex ? geometry.bins : 0)
        leaving = ChannelSpectra(channels: channels, bins: geometry.bins)
        newest = ChannelSpectra(channels: channels, bins: looksAhead ? geometry.bins : 0)
        gains = Samples(repeating: 1, count: geometry.bins)
        input = Samples(repeating: 0, count: channels * geometry.hop)
        dry = Samples(repeating: 0, count: channels * geometry.hop)
        wet = Samples(repeating: 0, count: channels * geometry.hop)
        outputMix = OutputMix(
            controls.targets(),
            rampHops: Int((0.02 / geometry.hopSeconds).rounded(.up)),
            // An engine that looks ahead remembers frames of before the pause until as many new ones have come.
            hopsToFill: (geometry.latency + geometry.hop - 1) / geometry.hop
        )
    }

    /// Cleans one hop of every channel.
    ///
    /// Bad samples count as silence, reset the engine, and let the dry sound pass until it has recovered.
    ///
    /// - Shapes: `channels × hop` samples each, channel after channel.
    /// - Real time: yes, O(channels × length log length).
    public mutating func process(_ block: borrowing Samples, into output: inout Samples) {
        let facts = sanitize(block, into: &input)
        analyzer.push(input)
        for channel in 0..<channels {
            analyzer.delayed(channel: channel, into: &dry, at: channel * geometry.hop)
        }
        if facts.bad > 0 { resetSuppressors() }
        let plan = outputMix.advance(
            to: controls.targets(),
            fault: facts.bad > 0,
            urgent: controls.isLate.value > 0.5
        )
        if plan.needsWet {
            clean(floor: plan.floor)
        } else {
            synthesizer.reset()
            wet.fill(with: 0)
        }
        mixRamp(dry: dry, plan.dry, wet: wet, plan.wet, into: &output, channels: channels)
        let outputEnergy = energy(output)
        if outputEnergy.isFinite {
            record(facts, outputPower: outputEnergy / Float(output.count))
        } else {
            // No sane input is known to lead here; should one, the sound goes on.
            output.copy(from: dry)
            reset()
            statistics.resets.increment()
        }
    }

    /// Forgets all sound; the controls stay.
    ///
    /// - Real time: yes.
    public mutating func reset() {
        analyzer.reset()
        synthesizer.reset()
        for index in 0..<suppressors.count { suppressors[index].reset() }
    }

    /// Makes the wet hop of every channel.
    private mutating func clean(floor: Float) {
        for channel in 0..<channels {
            analyzer.analyze(channel: channel, with: transform, into: &leaving.each[channel])
            guard looksAhead else { continue }
            analyzer.analyzeNewest(channel: channel, with: transform, into: &newest.each[channel])
        }
        let isLinked = suppressors.count == 1
        if isLinked { estimateLinked() }
        for channel in 0..<channels {
            if !isLinked { estimate(channel, lane: channel) }
            if isComplex {
                leaving.each[channel].apply(mask: mask, floor: floor)
            } else {
                leaving.each[channel].apply(gains: gains, floor: floor)
            }
            synthesizer.synthesize(
                &leaving.each[channel],
                channel: channel,
                with: transform,
                into: &wet,
                at: channel * geometry.hop
            )
        }
    }

    /// Decides on one channel.
    private mutating func estimate(_ channel: Int, lane: Int) {
        leaving.hear(channel)
        if !isComplex {
            suppressors[lane].estimate(power: leaving.power, into: &gains)
        } else if looksAhead {
            suppressors[lane].estimate(spectrum: newest.each[channel], power: leaving.power, into: &mask)
        } else {
            suppressors[lane].estimate(spectrum: leaving.each[channel], power: leaving.power, into: &mask)
        }
    }

    /// Decides one set of gains on the mean power of all channels, and the phase of their sum where phase counts.
    private mutating func estimateLinked() {
        guard channels > 1 else { return estimate(0, lane: 0) }
        leaving.join()
        if !isComplex {
            suppressors[0].estimate(power: leaving.power, into: &gains)
        } else if looksAhead {
            newest.join()
            newest.joinPhases()
            suppressors[0].estimate(spectrum: newest.joined, power: leaving.power, into: &mask)
        } else {
            leaving.joinPhases()
            suppressors[0].estimate(spectrum: leaving.joined, power: leaving.power, into: &mask)
        }
    }

    private mutating func resetSuppressors() {
        for index in 0..<suppressors.count { suppressors[index].reset() }
        statistics.resets.increment()
    }

    private func record(_ facts: BlockFacts, outputPower: Float) {
        statistics.hops.increment()
        if facts.clipped > 0 { statistics.clippedSamples.increment(by: facts.clipped) }
        if facts.bad > 0 { statistics.badSamples.increment(by: facts.bad) }
        statistics.inputPower.value = energy(input) / Float(input.count)
        statistics.outputPower.value = outputPower
    }
}
