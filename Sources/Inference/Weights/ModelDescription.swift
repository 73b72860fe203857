/// What a file of weights says about itself.
public struct ModelDescription: Sendable, Equatable {
    /// The kind of network: `recurrent-mask`.
    public let architecture: String
    /// The version of that kind.
    public let version: Int
    /// The frames that it was trained on.
    public let frames: ModelFrames
    /// The numbers in it.
    public let parameters: Int
    /// Multiply-accumulates of its layers for a second of sound.
    public let multipliesPerSecond: Int
    /// Gain that makes up for what the network takes from clear speech, below zero for what it adds; 0 unless the file
    /// says so.
    public let makeUpDecibels: Float
    /// The SHA-256 of its numbers, as the header has it.
    public let digest: String
    /// The sources of the training data and their licences.
    public let trainingData: [String: String]
    /// Everything else that the header says, as it stands there.
    public let texts: [String: String]
    /// The sizes of the network, by name; the network itself knows which there must be.
    let sizes: [String: JSONValue]

    /// The format that this program reads.
    static let format = "cleanmachine-weights 1"

    /// Reads the header's texts.
    ///
    /// - Throws: `WeightError` of kind `unsupported` when one that is needed is not there or makes no sense.
    init(_ texts: [String: String], place: String) throws(WeightError) {
        let card = ModelCard(texts: texts, place: place)
        guard texts["format"] == Self.format else {
            throw card.wrong(
                "format",
                mustBe: "\"\(Self.format)\"; this is no file of CleanMachine's weights"
            )
        }
        architecture = try card.text("architecture")
        version = try card.count("version")
        frames = try ModelFrames(card)
        parameters = try card.count("parameters")
        multipliesPerSecond = try card.count("macs_per_second")
        makeUpDecibels = try card.number("make_up_decibels", in: -6...6, otherwise: 0)
        digest = try card.text("sha256")
        sizes = try card.object("model")
        trainingData =
            try texts["training_data"].map { _ throws(WeightError) in
                try card.object("training_data").compactMapValues(\.text)
            } ?? [:]
        self.texts = texts
    }

    /// Whether two files say the same of themselves.
    public static func == (first: ModelDescription, second: ModelDescription) -> Bool {
        first.texts == second.texts
    }
}

extension ModelDescription {
    /// A size of the network; `otherwise` where the header has none.
    ///
    /// - Throws: `WeightError` when it is missing or out of range.
    func size(
        _ name: String,
        in range: ClosedRange<Int>,
        otherwise: Int? = nil,
        at place: String
    ) throws(WeightError) -> Int {
        if let otherwise, sizes[name] == nil { return otherwise }
        guard let value = sizes[name]?.wholeNumber, range.contains(value) else {
            throw WeightError(
                .unsupported,
                at: place,
                "its metadata `model` must have `\(name)` from \(range.lowerBound) to \(range.upperBound)"
            )
        }
        return value
    }
}

extension ModelDescription {
    /// Refuses files of another kind or version.
    func require(_ architecture: String, version: Int, at place: String) throws(WeightError) {
        guard self.architecture == architecture, self.version == version else {
            throw WeightError(
                .unsupported,
                at: place,
                "holds \(self.architecture) version \(self.version); \(architecture) version \(version) is needed"
            )
        }
    }
}
