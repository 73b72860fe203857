/// A value of a JSON text, for the header of weight files.
enum JSONValue: Equatable {
    case null
    case flag(Bool)
    /// A number, as it is written.
    case number(String)
    case text(String)
    case list([JSONValue])
    /// Members in the order of the text; no name twice.
    case object([(name: String, value: JSONValue)])

    static func == (first: JSONValue, second: JSONValue) -> Bool {
        switch (first, second) {
        case (.null, .null): true
        case (.flag(let a), .flag(let b)): a == b
        case (.number(let a), .number(let b)): a == b
        case (.text(let a), .text(let b)): a == b
        case (.list(let a), .list(let b)): a == b
        case (.object(let a), .object(let b)):
            a.map(\.name) == b.map(\.name) && a.map(\.value) == b.map(\.value)
        default: false
        }
    }

    /// The whole number; nil for others and for those beyond `Int`.
    var wholeNumber: Int? {
        if case .number(let digits) = self { Int(digits) } else { nil }
    }

    /// The number.
    var number: Double? {
        if case .number(let digits) = self { Double(digits) } else { nil }
    }

    /// The text.
    var text: String? {
        if case .text(let text) = self { text } else { nil }
    }

    /// The members, by name.
    var members: [String: JSONValue]? {
        guard case .object(let members) = self else { return nil }
        return Dictionary(members.map { ($0.name, $0.value) }) { first, _ in first }
    }
}

/// A place where a text is no JSON.
struct JSONFault: Error, Equatable {
    /// The byte, from 0.
    let position: Int
    /// What must stand there, as a sentence's end.
    let requirement: String
}
