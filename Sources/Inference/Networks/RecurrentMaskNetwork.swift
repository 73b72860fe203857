public import RealTime

/// A recurrent network that turns the spectrum of one frame into a complex mask, frame by frame.
///
/// ```
/// spectrum ─ cube root ─ encoder in ─ encoder × depth ─ reduce ─ block × N ─ expand ─ decoder × depth ─ decoder out ─ mask
///                            └──────────────┴────────────── skips, added ──────────────┴─────────────────┘
/// ```
///
/// - Real time: every member but `init`.
/// - Source: the shape is that of FastEnhancer (arXiv 2509.21867) with dense mixing in place of attention.
public struct RecurrentMaskNetwork: ~Copyable, Sendable {
    /// A place between layers, for tests that compare every layer.
    public enum Stage: Sendable, Equatable {
        case features, encoderIn, encoder(Int), reduce
        case blockRecurrent(Int), blockTime(Int), blockFrequency(Int)
        case expand, decoder(Int), decoderOut
    }

    /// The bins that are read.
    public let bins: Int
    private let bound: Float
    private let encoderIn: FrequencyConvolution
    private let encoder, decoder: OwnedArray<FrequencyConvolution>
    private let reduce: FrequencyMixing
    private let reduceChannels: Dense
    private var blocks: OwnedArray<RecurrentMaskBlock>
    private let expandChannels: Dense
    private let expand: FrequencyMixing
    private var decoderOut: TransposedConvolution

    private var beginning: StreamBeginning
    private var newest: Samples
    // The compressed frames that are heard at once, the one that the mask is for first.
    private var features: Plane
    // The outputs of the encoder's layers: each is the next one's input and the skip of its mirror.
    private var encoded: OwnedArray<Plane>
    private var wide: Plane
    private var wideNext: Plane
    private var reduced: Plane
    private let position: Plane
    private var narrow: Plane
    private var expanded: Plane
    private var raw: Plane
    private var mask: Samples

    /// Packs the weights; the past is silence.
    ///
    /// - Real time: no.
    public init(_ weights: RecurrentMaskWeights) {
        let (channels, wide, frequencies) = (weights.channels, weights.wide, weights.frequencies)
        let stride = weights.stride
        func convolution(_ weights: LayerWeights) -> FrequencyConvolution {
            FrequencyConvolution(weights, padding: 1, activation: .silu)
        }
        func widePlane() -> Plane { Plane(frequencies: wide, channels: channels, margin: 1) }
        bins = weights.bins
        bound = weights.bound
        encoderIn = FrequencyConvolution(
            weights.encoderIn,
            stride: stride,
            padding: stride / 2,
            activation: .silu
        )
        encoder = OwnedArray(count: weights.encoder.count) { convolution(weights.encoder[$0]) }
        decoder = OwnedArray(count: weights.decoder.count) { convolution(weights.decoder[$0]) }
        reduce = FrequencyMixing(matrix: weights.reduce, channels: channels)
        reduceChannels = Dense(weights.reduceChannels)
        blocks = OwnedArray(count: weights.blocks.count) {
            RecurrentMaskBlock(weights.blocks[$0], frequencies: frequencies)
        }
        expandChannels = Dense(weights.expandChannels)
        expand = FrequencyMixing(matrix: weights.expand, channels: channels, bias: weights.expandBias)
        decoderOut = TransposedConvolution(
            weights.decoderOut,
            frequencies: wide,
            stride: stride,
            padding: stride / 2
        )
        beginning = StreamBeginning(firstFrames: weights.firstFrames)
        newest = Samples(repeating: 0, count: 2 * bins)
        features = Plane(frequencies: bins, channels: weights.heardChannels, margin: stride)
        encoded = OwnedArray(count: weights.encoder.count + 1) { _ in widePlane() }
        self.wide = widePlane()
        wideNext = widePlane()
        reduced = Plane(frequencies: frequencies, channels: channels)
        position = Plane(frequencies: frequencies, channels: weights.blockChannels, values: weights.position)
        narrow = Plane(frequencies: frequencies, channels: weights.blockChannels)
        expanded = Plane(frequencies: frequencies, channels: channels)
        raw = Plane(frequencies: bins, channels: 2)
        mask = Samples(repeating: 0, count: 2 * bins)
    }

    /// Takes the next frame and gives the complex gain of every bin, and its magnitude.
    ///
    /// The gains are those of the frame that came `lookahead` frames before.
    ///
    /// - Shapes: `spectrum` and `gains` hold `bins` complex numbers, real part first; `strengths` `bins` values.
    /// - Units: the spectrum is scaled by the window's sum; a gain is below 1.73 in magnitude.
    /// - Real time: yes; `stage` is called between layers, for tests.
    public mutating func process(
        _ spectrum: borrowing Samples,
        into gains: inout Samples,
        strengths: inout Samples,
        stage: (Stage, borrowing Plane) -> Void = { _, _ in }
    ) {
        let depth = encoder.count
        if beginning.isQuiet(spectrum) {
            for index in 0..<blocks.count { blocks[index].beginQuiet() }
        }
        compress(spectrum, into: &newest)
        features.push(newest)
        stage(.features, features)
        encoderIn.process(features, into: &encoded[0])
        stage(.encoderIn, encoded[0])
        for layer in 0..<depth {
            wide.copy(from: encoded[layer])
            encoder[layer].process(wide, into: &encoded[layer + 1])
            stage(.encoder(layer), encoded[layer + 1])
        }
        reduce.process(encoded[depth], into: &reduced)
        narrow.copy(from: position)
        reduceChannels.process(reduced, into: &narrow, accumulating: true)
        stage(.reduce, narrow)
        for index in 0..<blocks.count {
            blocks[index].process(&narrow) { part, plane in
                switch part {
                case .recurrent: stage(.blockRecurrent(index), plane)
                case .time: stage(.blockTime(index), plane)
                case .frequency: stage(.blockFrequency(index), plane)
                }
            }
        }
        expandChannels.process(narrow, into: &expanded)
        expand.process(expanded, into: &wide)
        stage(.expand, wide)
        for layer in 0..<depth {
            wide.add(encoded[depth - layer])
            decoder[layer].process(wide, into: &wideNext)
            swap(&wide, &wideNext)
            stage(.decoder(layer), wide)
        }
        wide.add(encoded[0])
        decoderOut.process(wide, into: &raw)
        stage(.decoderOut, raw)
        raw.bound(by: bound, into: &mask)
        maskGains(mask, into: &gains, strengths: &strengths)
    }

    /// Forgets the past.
    ///
    /// - Real time: yes.
    public mutating func reset() {
        beginning.reset()
        features.clear()
        for index in 0..<blocks.count { blocks[index].reset() }
    }
}
