/// One thing about a configuration that does not hold: where, what must hold, what was given.
public struct ConfigurationProblem: Sendable, Equatable {
    /// What sort of fault it is.
    public enum Kind: String, Sendable, CaseIterable {
        /// The file is not there.
        case missingFile = "missing-file"
        /// The file cannot be read, or is no text of a sensible size.
        case unreadable
        /// The text is no TOML.
        case syntax
        /// A key or a table that nobody reads.
        case unknownKey = "unknown-key"
        /// A key that is given twice.
        case duplicateKey = "duplicate-key"
        /// A key that must be given and is not.
        case missingKey = "missing-key"
        /// A value of another type than the setting's.
        case wrongType = "wrong-type"
        /// A number outside its range.
        case outOfRange = "out-of-range"
        /// A word that is none of the setting's.
        case unknownWord = "unknown-word"
        /// Settings that do not go together.
        case contradiction
        /// No preset has that name.
        case unknownPreset = "unknown-preset"
        /// No model has that name.
        case unknownModel = "unknown-model"
        /// The file of a model's weights cannot be used.
        case unusableModel = "unusable-model"
    }

    /// The sort of fault.
    public var kind: Kind
    /// A file's path, or what else the text came from, such as `--set`.
    public var place: String
    /// The line, from 1; nil where the fault has none.
    public var line: Int?
    /// The column, from 1, in characters; known for syntax only.
    public var column: Int?
    /// The key, dotted, its table included.
    public var key: String?
    /// What must hold, as a sentence's end: `must be a number from -60 to 0`.
    public var requirement: String
    /// What was given instead.
    public var given: String?
    /// What was perhaps meant: keys, words or names.
    public var suggestions: [String]

    /// Makes a problem.
    public init(
        _ kind: Kind,
        at place: String,
        line: Int? = nil,
        column: Int? = nil,
        key: String? = nil,
        _ requirement: String,
        given: String? = nil,
        suggestions: [String] = []
    ) {
        self.kind = kind
        self.place = place
        self.line = line
        self.column = column
        self.key = key
        self.requirement = requirement
        self.given = given
        self.suggestions = suggestions
    }
}

extension ConfigurationProblem: CustomStringConvertible {
    /// One line: `voice.toml:7: gain.floorDecibels must be a number from -60 to 0, not 12`.
    public var description: String {
        var text = place
        if let line { text += ":\(line)" }
        if line != nil, let column { text += ":\(column)" }
        text += ": "
        if let key { text += key + " " }
        text += requirement
        if let given { text += ", not \(given)" }
        if !suggestions.isEmpty { text += "; did you mean \(suggestions.joined(separator: " or "))?" }
        return text
    }
}
