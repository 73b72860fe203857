/// A value that a setting can take.
public enum SettingValue: Sendable, Equatable {
    /// A number in the setting's unit.
    case number(Double)
    /// Yes or no.
    case flag(Bool)
    /// One of a few words.
    case word(String)
    /// Any text.
    case text(String)
}

/// What a setting accepts.
public enum SettingKind: Sendable, Equatable {
    /// A number within the range.
    case number(ClosedRange<Double>)
    /// Yes or no.
    case flag
    /// One of these words.
    case word([String])
    /// Any text of one line.
    case text
}

/// One setting of `Root`: its key, what it accepts, what it means, and how to read and write it.
///
/// Parsing, validation, documentation and the command line are all made from these; a new setting is one line.
public struct SettingField<Root: Sendable>: Sendable {
    /// The key, dotted below its table, its unit included: `noise.learnMilliseconds`.
    public let path: String
    /// What it accepts.
    public let kind: SettingKind
    /// What it means, in one line.
    public let summary: String
    /// Reads the value.
    public let get: @Sendable (Root) -> SettingValue
    /// Writes the value; one of another kind is ignored.
    public let set: @Sendable (inout Root, SettingValue) -> Void

    /// A number.
    ///
    /// - Units: those that the key names.
    public static func number(
        _ path: String,
        _ place: any WritableKeyPath<Root, Float> & Sendable,
        in range: ClosedRange<Double>,
        _ summary: String
    ) -> SettingField {
        SettingField(path: path, kind: .number(range), summary: summary) { root in
            .number(decimal(root[keyPath: place]))
        } set: { root, value in
            if case .number(let number) = value { root[keyPath: place] = Float(number) }
        }
    }

    /// A flag.
    public static func flag(
        _ path: String,
        _ place: any WritableKeyPath<Root, Bool> & Sendable,
        _ summary: String
    ) -> SettingField {
        SettingField(path: path, kind: .flag, summary: summary) { root in
            .flag(root[keyPath: place])
        } set: { root, value in
            if case .flag(let flag) = value { root[keyPath: place] = flag }
        }
    }

    /// Any text of one line.
    public static func text(
        _ path: String,
        _ place: any WritableKeyPath<Root, String> & Sendable,
        _ summary: String
    ) -> SettingField {
        SettingField(path: path, kind: .text, summary: summary) { root in
            .text(root[keyPath: place])
        } set: { root, value in
            if case .text(let text) = value { root[keyPath: place] = text }
        }
    }

    /// One of the words of `Word`.
    public static func word<Word: CaseIterable & RawRepresentable<String> & Sendable>(
        _ path: String,
        _ place: any WritableKeyPath<Root, Word> & Sendable,
        _ summary: String
    ) -> SettingField {
        SettingField(path: path, kind: .word(Word.allCases.map(\.rawValue)), summary: summary) { root in
            .word(root[keyPath: place].rawValue)
        } set: { root, value in
            if case .word(let word) = value, let known = Word(rawValue: word) { root[keyPath: place] = known }
        }
    }

    /// The same setting seen from `Outer`, which keeps `Root` at `place`, under the table `table`.
    public func lifted<Outer>(
        _ table: String,
        _ place: any WritableKeyPath<Outer, Root> & Sendable
    ) -> SettingField<Outer> {
        let (get, set) = (get, set)
        return SettingField<Outer>(path: "\(table).\(path)", kind: kind, summary: summary) { outer in
            get(outer[keyPath: place])
        } set: { outer, value in
            set(&outer[keyPath: place], value)
        }
    }
}

/// The shortest decimal that reads back as `value`, so that 0.98 prints as 0.98.
private func decimal(_ value: Float) -> Double {
    Double(value.description) ?? Double(value)
}
