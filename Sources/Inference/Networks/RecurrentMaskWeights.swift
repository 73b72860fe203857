/// The weights of a `RecurrentMaskNetwork`, bound by name and shape.
public struct RecurrentMaskWeights: Sendable {
    /// One block: gated units along time, then mixing along frequency.
    struct Block: Sendable {
        let recurrent: GatedWeights
        let recurrentOut, mixIn: LayerWeights
        let mix: [Float]
        let mixOut: LayerWeights
    }

    /// What the network is called in files.
    public static let architecture = "recurrent-mask"
    /// The version that is known.
    static let version = 1
    /// The bins that are read.
    public let bins: Int
    let bound: Float
    /// Real and imaginary part of every frame that is heard at once.
    let heardChannels: Int
    /// The bins that become one frequency.
    let stride: Int
    let channels, blockChannels, frequencies: Int
    let encoderIn: LayerWeights
    let encoder: [LayerWeights]
    let reduce: [Float]
    let reduceChannels: LayerWeights
    let position: [Float]
    let blocks: [Block]
    let expandChannels: LayerWeights
    let expand: [Float]
    let expandBias: [Float]
    let decoder: [LayerWeights]
    let decoderOut: LayerWeights

    /// The frames before the first whose window is whole.
    let firstFrames: Int

    /// The frequencies between encoder and decoder.
    var wide: Int { bins / stride }

    /// Binds the tensors of `file`.
    ///
    /// - Throws: `WeightError` when one is missing, has another shape, or is not known.
    public init(_ file: WeightFile) throws(WeightError) {
        let description = file.description
        try description.require(Self.architecture, version: Self.version, at: file.place)
        func size(_ name: String, _ range: ClosedRange<Int>) throws(WeightError) -> Int {
            try description.size(name, in: range, at: file.place)
        }
        bins = description.frames.bins
        firstFrames = description.frames.framesInWindow - 1
        heardChannels = 2 * (1 + description.frames.lookaheadFrames)
        stride = try description.size("stride", in: 2...64, otherwise: 4, at: file.place)
        channels = try size("channels", 1...512)
        blockChannels = try size("block_channels", 1...512)
        frequencies = try size("frequencies", 1...512)
        let depth = try size("depth", 0...8)
        let blockCount = try size("blocks", 1...16)
        guard let bound = description.sizes["bound"]?.number, bound > 0, bound < 10 else {
            throw WeightError(
                .unsupported,
                at: file.place,
                "its metadata `model` must have `bound` from 0 to 10"
            )
        }
        self.bound = Float(bound)
        guard stride % 2 == 0, bins % stride == 0, bins >= 2 * stride, Self.fillsPanels(channels),
            Self.fillsPanels(blockChannels)
        else {
            throw WeightError(
                .unsupported,
                at: file.place,
                "has \(bins) bins, \(channels) and \(blockChannels) channels, and a stride of \(stride); the stride is even "
                    + "and divides the bins, and channels are not 1, 2, 4 or 8"
            )
        }
        var binder = WeightBinder(file)
        let (stride, channels, blockChannels, frequencies) = (stride, channels, blockChannels, frequencies)
        let heardChannels = heardChannels
        let wide = bins / stride
        encoderIn = try binder.convolution("encoder_in", channels, heardChannels, 2 * stride)
        var encoder: [LayerWeights] = []
        var decoder: [LayerWeights] = []
        for index in 0..<depth {
            encoder.append(try binder.convolution("encoder.\(index)", channels, channels, 3))
            decoder.append(try binder.convolution("decoder.\(index)", channels, channels, 3))
        }
        (self.encoder, self.decoder) = (encoder, decoder)
        reduce = try binder.values("reduce.weight", frequencies, wide)
        reduceChannels = try binder.dense("reduce_channels", blockChannels, channels, hasBias: false)
        position = try binder.values("position", frequencies, blockChannels)
        var blocks: [Block] = []
        for index in 0..<blockCount {
            let name = "blocks.\(index)"
            blocks.append(
                Block(
                    recurrent: try binder.gated(
                        "\(name).recurrent",
                        units: blockChannels,
                        frequencies: frequencies
                    ),
                    recurrentOut: try binder.dense("\(name).recurrent_out", blockChannels, blockChannels),
                    mixIn: try binder.dense("\(name).mix_in", blockChannels, blockChannels),
                    mix: try binder.values("\(name).mix.weight", frequencies, frequencies),
                    mixOut: try binder.dense("\(name).mix_out", blockChannels, blockChannels)
                )
            )
        }
        self.blocks = blocks
        expandChannels = try binder.dense("expand_channels", channels, blockChannels, hasBias: false)
        expand = try binder.values("expand.weight", wide, frequencies)
        expandBias = try binder.values("expand.bias", channels)
        decoderOut = try binder.transposed("decoder_out", inputs: channels, outputs: 2, taps: 2 * stride)
        try binder.finish()
    }

    private static func fillsPanels(_ channels: Int) -> Bool {
        Plane.stride(of: channels) % Panel.columns == 0
    }
}
