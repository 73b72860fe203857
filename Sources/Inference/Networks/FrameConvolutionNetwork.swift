public import RealTime

/// The 129×8 network: eight frames of magnitudes in, the gains of the newest out; convolutions along frequency only.
///
/// ```
/// power ─ sixth root ─ running level ─ 8 columns ┐
///    └─── noise tracker ────────────── 1 column ─┤─ (9 taps ─ 5 taps ─ 9 taps) × 5 ─ 129 taps ─ gain
///         cleaned frames ───────────── 7 columns ┘      └ layers of 5 taps 1, 2 are added to 5, 4
/// ```
///
/// - Real time: every member but `init`.
/// - Source: Park and Lee 2017, "A fully convolutional neural network for speech enhancement" (R-CED).
public struct FrameConvolutionNetwork: ~Copyable, Sendable {
    /// A place between layers, for tests that compare every layer.
    public enum Stage: Sendable, Equatable { case input, layer(Int), last }

    /// The bins that are read.
    public let bins: Int
    private let repeats: Int
    private let output: FrameConvolutionWeights.Output
    private let hasFeedback: Bool
    private let layers: OwnedArray<TiledConvolution>
    private let last: TiledConvolution
    private var level: RunningLevel
    private var noise: FrameNoise?

    private var input: TiledPlane
    // What the three layers of a repetition give, and what the first of the middle ones hand on to the last.
    private var first, middle, third: TiledPlane
    private var skips: OwnedArray<TiledPlane>
    private var result: TiledPlane
    private var workspace = TileWorkspace()
    private var roots, column, outcome: Samples

    /// Packs the weights; the past is silence.
    ///
    /// - Real time: no.
    public init(_ weights: FrameConvolutionWeights) {
        let bins = weights.bins
        func plane(_ place: Int, margin: Int) -> TiledPlane {
            TiledPlane(frequencies: bins, channels: weights.widths[place], margin: margin)
        }
        self.bins = bins
        repeats = weights.repeats
        output = weights.output
        hasFeedback = weights.hasFeedback
        let skipping = weights.repeats / 2
        layers = OwnedArray(count: weights.layers.count) { index in
            // A middle layer that is handed on is rectified after that.
            let isHandedOn = index % 3 == 1 && index / 3 < skipping
            let layer = weights.layers[index]
            return TiledConvolution(
                layer,
                padding: layer.taps / 2,
                activation: isHandedOn ? .none : .relu
            )
        }
        last = TiledConvolution(weights.last, padding: weights.last.taps / 2)
        level = RunningLevel(hopSeconds: weights.hopSeconds, seconds: weights.levelSeconds)
        noise = weights.hasTracker ? FrameNoise(bins: bins, hopSeconds: weights.hopSeconds) : nil
        input = TiledPlane(frequencies: bins, channels: weights.inputs, margin: 4)
        first = plane(0, margin: 2)
        middle = plane(1, margin: 4)
        third = plane(2, margin: weights.last.taps / 2)
        skips = OwnedArray(count: skipping) { _ in plane(1, margin: 4) }
        result = TiledPlane(frequencies: bins, channels: 1)
        roots = Samples(repeating: 0, count: bins)
        column = Samples(repeating: 0, count: bins)
        outcome = Samples(repeating: 0, count: bins)
        for index in 0..<layers.count { workspace.reserve(for: layers[index], frequencies: bins) }
        workspace.reserve(for: last, frequencies: bins)
    }

    /// Takes the power of the next frame and gives the gain of every bin.
    ///
    /// - Shapes: `bins` values each.
    /// - Units: the spectrum is scaled by the window's sum.
    /// - Real time: yes; `stage` is called between layers, for tests.
    public mutating func process(
        power: borrowing Samples,
        into gains: inout Samples,
        stage: (Stage, borrowing TiledPlane) -> Void = { _, _ in }
    ) {
        takeIn(power)
        stage(.input, input)
        for repetition in 0..<repeats { run(repetition, stage) }
        last.process(third, into: &result, &workspace)
        stage(.last, result)
        result.copyColumn(into: &outcome)
        switch output {
        case .gain: cubedSigmoid(outcome, into: &gains)
        case .magnitude: cubedRatio(outcome, roots: roots, level, into: &gains)
        }
        guard hasFeedback else { return }
        cleanedRoots(gains: gains, roots: roots, into: &outcome)
        standardize(outcome, level, into: &column)
        let history = FrameConvolutionWeights.history
        input.shiftIn(column, from: history, depth: history - 1)
    }

    /// Forgets the past.
    ///
    /// - Real time: yes.
    public mutating func reset() {
        input.clear()
        level.reset()
        noise?.reset()
    }

    /// Makes the columns of the next frame.
    private mutating func takeIn(_ power: borrowing Samples) {
        cubeRoots(ofMagnitudes: power, into: &roots)
        level.update(roots)
        standardize(roots, level, into: &column)
        input.shiftIn(column, depth: FrameConvolutionWeights.history)
        guard noise != nil else { return }
        noise?.update(power, cubeRoots: &outcome)
        standardize(outcome, level, into: &column)
        input.shiftIn(column, from: input.channels - 1, depth: 1)
    }

    private mutating func run(_ repetition: Int, _ stage: (Stage, borrowing TiledPlane) -> Void) {
        let index = 3 * repetition
        if repetition == 0 {
            layers[index].process(input, into: &first, &workspace)
        } else {
            layers[index].process(third, into: &first, &workspace)
        }
        stage(.layer(index), first)
        let mirror = repeats - 1 - repetition
        if repetition < skips.count {
            layers[index + 1]
                .process(first, into: &skips[repetition], rectified: &middle, &workspace)
        } else if mirror < skips.count {
            layers[index + 1].process(first, adding: skips[mirror], into: &middle, &workspace)
        } else {
            layers[index + 1].process(first, into: &middle, &workspace)
        }
        stage(.layer(index + 1), middle)
        layers[index + 2].process(middle, into: &third, &workspace)
        stage(.layer(index + 2), third)
    }
}
