internal import Suppression

/// A value as somebody wrote it, before it is known to fit.
enum GivenValue: Equatable {
    /// A number, whole or not.
    case number(Double)
    /// Yes or no.
    case flag(Bool)
    /// Text.
    case text(String)
    /// What no setting takes, described: `a table`.
    case other(String)
}

/// Why a value does not fit a setting.
struct Refusal: Error, Equatable {
    let kind: ConfigurationProblem.Kind
    let suggestions: [String]
}

extension SettingKind {
    /// What must hold, as a sentence's end.
    var requirement: String {
        switch self {
        case .number(let range):
            "must be a number from \(decimalText(range.lowerBound)) to \(decimalText(range.upperBound))"
        case .flag:
            "must be true or false"
        case .word(let words):
            "must be one of \(words.map(quoted).joined(separator: ", "))"
        case .text:
            "must be one line of text"
        }
    }

    /// The value if it fits.
    ///
    /// - Throws: `Refusal` when it is of another type, out of range or an unknown word.
    func accept(_ given: GivenValue) throws(Refusal) -> SettingValue {
        switch (self, given) {
        case (.number(let range), .number(let number)):
            guard range.contains(number) else { throw Refusal(kind: .outOfRange, suggestions: []) }
            return .number(number)
        case (.flag, .flag(let flag)):
            return .flag(flag)
        case (.word(let words), .text(let word)):
            guard words.contains(word) else {
                let near = nearest(to: word, among: words)
                throw Refusal(kind: .unknownWord, suggestions: near.map(quoted))
            }
            return .word(word)
        case (.text, .text(let text)):
            guard !text.isEmpty, !text.contains(where: \.isNewline) else {
                throw Refusal(kind: .unknownWord, suggestions: [])
            }
            return .text(text)
        default:
            throw Refusal(kind: .wrongType, suggestions: [])
        }
    }
}

extension GivenValue: CustomStringConvertible {
    /// The value as a message shows it.
    var description: String {
        switch self {
        case .number(let number): decimalText(number)
        case .flag(let flag): flag ? "true" : "false"
        case .text(let text): quoted(shortened(text))
        case .other(let what): what
        }
    }
}

extension SettingValue {
    /// The value as TOML has it.
    var tomlText: String {
        switch self {
        case .number(let number): decimalText(number)
        case .flag(let flag): flag ? "true" : "false"
        case .word(let text), .text(let text): quoted(text)
        }
    }
}
