/// The weights of a `FrameConvolutionNetwork`, bound by name and shape.
public struct FrameConvolutionWeights: Sendable {
    /// What the last layer's output stands for.
    enum Output: String, Sendable { case gain, magnitude }

    /// What the network is called in files.
    public static let architecture = "frame-convolution"
    /// The version that is known.
    static let version = 1
    /// The frames that go in, the newest included; a repetition's layers.
    static let history = 8
    static let kernels = [9, 5, 9]

    /// The bins that are read.
    public let bins: Int
    let output: Output
    let hasFeedback, hasTracker: Bool
    let repeats: Int
    let widths: [Int]
    let hopSeconds, levelSeconds: Float
    let layers: [LayerWeights]
    let last: LayerWeights

    /// The columns that go in.
    var inputs: Int { Self.history + (hasFeedback ? Self.history - 1 : 0) + (hasTracker ? 1 : 0) }

    /// Binds the tensors of `file`.
    ///
    /// - Throws: `WeightError` when one is missing, has another shape, or is not known.
    public init(_ file: WeightFile) throws(WeightError) {
        let description = file.description
        try description.require(Self.architecture, version: Self.version, at: file.place)
        let place = file.place
        func refuse(_ name: String, _ requirement: String) -> WeightError {
            WeightError(.unsupported, at: place, "its metadata `\(name)` must \(requirement)")
        }
        func flag(_ name: String) throws(WeightError) -> Bool {
            guard case .flag(let flag) = description.sizes[name] else {
                throw refuse("model", "have `\(name)` that is true or false")
            }
            return flag
        }
        func list(_ name: String) -> [Int]? {
            guard case .list(let values) = description.sizes[name] else { return nil }
            let numbers = values.compactMap(\.wholeNumber)
            return numbers.count == values.count ? numbers : nil
        }
        guard let output = description.sizes["output"]?.text.flatMap(Output.init) else {
            throw refuse("model", "have `output` that is gain or magnitude")
        }
        guard let widths = list("widths"), widths.count == 3, widths.allSatisfy((1...512).contains) else {
            throw refuse("model", "have `widths` of three layers, from 1 to 512")
        }
        guard list("kernels") == Self.kernels, description.sizes["history"]?.wholeNumber == Self.history
        else {
            throw refuse("model", "have the kernels \(Self.kernels) and a history of \(Self.history)")
        }
        guard let level = Float(description.texts["level_seconds"] ?? "2"), level > 0.01, level < 1000 else {
            throw refuse("level_seconds", "be a time in seconds")
        }
        self.output = output
        self.widths = widths
        hasFeedback = try flag("feedback")
        hasTracker = try flag("tracker")
        repeats = try description.size("repeats", in: 1...16, at: place)
        bins = description.frames.bins
        hopSeconds = description.frames.hopMilliseconds / 1000
        levelSeconds = level
        var inputs = Self.history + (hasFeedback ? Self.history - 1 : 0) + (hasTracker ? 1 : 0)
        var binder = WeightBinder(file)
        var layers: [LayerWeights] = []
        for index in 0..<repeats * widths.count {
            let place = index % widths.count
            layers.append(
                try binder.convolution("layers.\(index)", widths[place], inputs, Self.kernels[place])
            )
            inputs = widths[place]
        }
        self.layers = layers
        last = try binder.convolution("last", 1, inputs, bins / 2 * 2 + 1)
        try binder.finish()
    }
}
