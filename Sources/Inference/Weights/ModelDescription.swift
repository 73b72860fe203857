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

/// The frames that a network was trained on, in time, so that they fit every rate.
public struct ModelFrames: Sendable, Equatable {
    /// The window, as the file calls it: `sqrt-hann`, `hamming`, `asymmetric`.
    public let window: String
    /// Length of the analysis window.
    public let windowMilliseconds: Float
    /// Length of the synthesis window; as long as the analysis window unless the file says so.
    public let synthesisMilliseconds: Float
    /// Step between frames.
    public let hopMilliseconds: Float
    /// How many frames the network hears beyond the one that it cleans; each is a hop of delay.
    public let lookaheadFrames: Int
    /// The distance of the bins.
    public let binHertz: Float
    /// The bins that the network reads, from zero up.
    public let bins: Int

    /// From the arrival of a sample until it leaves cleaned, without the time of computing.
    public var delayMilliseconds: Float { synthesisMilliseconds + Float(lookaheadFrames) * hopMilliseconds }

    /// How many frames a stream has given when the first window is whole.
    var framesInWindow: Int { max(1, Int((windowMilliseconds / hopMilliseconds).rounded(.up))) }

    init(_ card: ModelCard) throws(WeightError) {
        let members = try card.object("geometry")
        func number(_ name: String, in range: ClosedRange<Double>) throws(WeightError) -> Double {
            guard let value = members[name]?.number, range.contains(value) else {
                throw card.wrong(
                    "geometry",
                    mustBe: "an object with `\(name)` from \(range.lowerBound) to \(range.upperBound)"
                )
            }
            return value
        }
        guard let window = members["window"]?.text else {
            throw card.wrong("geometry", mustBe: "an object with a text `window`")
        }
        self.window = window
        windowMilliseconds = Float(try number("window_milliseconds", in: 1...200))
        synthesisMilliseconds =
            members["synthesis_milliseconds"] == nil
            ? windowMilliseconds : Float(try number("synthesis_milliseconds", in: 0.5...200))
        hopMilliseconds = Float(try number("hop_milliseconds", in: 0.25...100))
        if let lookahead = members["lookahead_frames"] {
            guard let frames = lookahead.wholeNumber, 0...16 ~= frames else {
                throw card.wrong("geometry", mustBe: "an object with a whole `lookahead_frames` from 0 to 16")
            }
            lookaheadFrames = frames
        } else {
            lookaheadFrames = 0
        }
        binHertz = Float(try number("bin_hertz", in: 1...1000))
        bins = Int(try number("bins", in: 2...10_000))
    }
}

/// The texts of a header, with messages for what is wrong with them.
struct ModelCard {
    let texts: [String: String]
    let place: String

    func text(_ name: String) throws(WeightError) -> String {
        guard let text = texts[name], !text.isEmpty else { throw wrong(name, mustBe: "given") }
        return text
    }

    func count(_ name: String) throws(WeightError) -> Int {
        guard let count = Int(try text(name)), count >= 0 else { throw wrong(name, mustBe: "a whole number") }
        return count
    }

    func number(
        _ name: String,
        in range: ClosedRange<Float>,
        otherwise: Float
    ) throws(WeightError) -> Float {
        guard texts[name] != nil else { return otherwise }
        guard let number = Float(try text(name)), range.contains(number) else {
            throw wrong(name, mustBe: "a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    func object(_ name: String) throws(WeightError) -> [String: JSONValue] {
        guard let value = try? JSONReader.value(of: Array(try text(name).utf8)), let members = value.members
        else { throw wrong(name, mustBe: "a JSON object") }
        return members
    }

    func wrong(_ name: String, mustBe requirement: String) -> WeightError {
        let given = texts[name].map { "; it is \"\($0.prefix(80))\"" } ?? "; it is missing"
        return WeightError(.unsupported, at: place, "its metadata `\(name)` must be \(requirement)\(given)")
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
