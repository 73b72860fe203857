/// A network read from a file and known to be sound, ready to be made as often as there are channels.
public struct Model: Sendable {
    /// The networks that this program knows, with their weights.
    public enum Network: Sendable {
        /// A complex mask on bins of one frame, with recurrent units.
        case recurrentMask(RecurrentMaskWeights)
        /// Gains from eight frames of magnitudes, with convolutions.
        case frameConvolution(FrameConvolutionWeights)
    }

    /// The file.
    public let place: String
    /// What the file says about itself.
    public let description: ModelDescription
    /// The network.
    public let network: Network

    /// The kinds of network that are known.
    public static let architectures = [
        RecurrentMaskWeights.architecture, FrameConvolutionWeights.architecture,
    ]

    /// Reads the file at `path`.
    ///
    /// - Throws: `WeightError` when anything about it is wrong.
    /// - Real time: no.
    public init(path: String) throws(WeightError) {
        try self.init(WeightFile(path: path))
    }

    /// Binds the weights of `file`.
    ///
    /// - Throws: `WeightError` when they are those of no network that is known.
    public init(_ file: WeightFile) throws(WeightError) {
        place = file.place
        description = file.description
        switch file.description.architecture {
        case RecurrentMaskWeights.architecture: network = .recurrentMask(try RecurrentMaskWeights(file))
        case FrameConvolutionWeights.architecture:
            network = .frameConvolution(try FrameConvolutionWeights(file))
        default:
            throw WeightError(
                .unsupported,
                at: file.place,
                "holds the network `\(file.description.architecture)`; known are "
                    + Self.architectures.joined(separator: ", ")
            )
        }
    }
}

extension Model: Equatable {
    /// Whether two files hold the same numbers for the same network.
    public static func == (first: Model, second: Model) -> Bool {
        first.description == second.description
    }
}
