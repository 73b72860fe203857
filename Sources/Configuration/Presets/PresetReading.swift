internal import Suppression
internal import TOMLKit

/// One pass over a preset's text, which gathers every problem instead of stopping at the first.
struct PresetReading {
    /// How many problems are looked for: a file with more is no preset, and who mends these may ask again.
    static let mostProblems = 100

    /// What is wrong so far.
    private(set) var problems: [ConfigurationProblem]
    /// The preset's own description.
    private(set) var description = ""

    private let place: String
    private let outline: TOMLOutline
    private var lost: Set<[String]> = []

    /// Looks at `text` from afar: whether the library may see it at all.
    init(text: String, place: String) {
        self.place = place
        problems = PresetText.problems(in: text, place: place)
        outline = TOMLOutline(problems.isEmpty ? text : "")
        lost = outline.lost
    }

    /// The problems in the order of their lines.
    var problemsByLine: [ConfigurationProblem] {
        // Sorting is not stable by itself, and the library hands keys over by name.
        let sorted = problems.enumerated().sorted { first, second in
            (first.element.line ?? 0, first.offset) < (second.element.line ?? 0, second.offset)
        }.map(\.element)
        guard sorted.count >= Self.mostProblems else { return sorted }
        let rest = ConfigurationProblem(
            .syntax,
            at: place,
            "may have more problems than these \(sorted.count)"
        )
        return sorted + [rest]
    }

    /// The settings that the text asks for; sound only if there are no problems afterwards.
    mutating func settings() -> DenoiserSettings {
        var settings = DenoiserSettings()
        guard problems.isEmpty, let table = table() else { return settings }
        walk(table, at: [], into: &settings)
        if !outline.contains([KnownSettings.descriptionKey]) {
            add(
                .missingKey,
                [KnownSettings.descriptionKey],
                "must be given: one line that says what the preset is for"
            )
        }
        for contradiction in settings.contradictions() {
            let paths = contradiction.paths.map { $0.split(separator: ".").map(String.init) }
            // With a default in the place of a refused value, a contradiction means nothing.
            guard !paths.contains(where: isLost) else { continue }
            let shown = paths.first(where: outline.contains) ?? paths.first ?? []
            problems.append(ConfigurationProblem(contradiction, at: place, line: outline.line(of: shown)))
        }
        return settings
    }

    /// The sound part of the text, read by the library.
    private mutating func table() -> TOMLTable? {
        for fault in outline.faults {
            problems.append(ConfigurationProblem(fault, at: place))
        }
        for repetition in outline.repetitions {
            problems.append(
                ConfigurationProblem(
                    .duplicateKey,
                    at: place,
                    line: repetition.line,
                    key: dotted(repetition.path),
                    "must be given once only, and line \(repetition.firstLine) has it already"
                )
            )
        }
        guard let readable = outline.readable else { return nil }
        do {
            return try TOMLTable(string: readable)
        } catch let error as TOMLParseError {
            let (place, start) = (place, error.source.begin)
            let requirement = "must be TOML: \(shortened(error.description, to: 200))"
            problems.append(
                ConfigurationProblem(.syntax, at: place, line: start.line, column: start.column, requirement)
            )
        } catch {
            problems.append(ConfigurationProblem(.syntax, at: place, "must be TOML: \(error)"))
        }
        return nil
    }

    private mutating func walk(_ table: TOMLTable, at path: [String], into settings: inout DenoiserSettings) {
        for key in table.keys {
            guard problems.count < Self.mostProblems else { return }
            guard let value = table[key]?.tomlValue else { continue }
            let path = path + [key]
            if path == [KnownSettings.descriptionKey] {
                describe(value)
            } else if let field = KnownSettings.all.field(at: path) {
                do throws(Refusal) {
                    field.set(&settings, try field.kind.accept(value.given))
                } catch {
                    refuse(path, error, field.kind.requirement, value.given)
                }
            } else if KnownSettings.all.tables.contains(path) {
                if let inner = value.table {
                    walk(inner, at: path, into: &settings)
                } else {
                    refuse(path, Refusal(kind: .wrongType, suggestions: []), "must be a table", value.given)
                }
            } else {
                let what = value.type == .table ? "is no table of a preset" : "is no setting"
                add(.unknownKey, path, what, suggestions: KnownSettings.all.suggestions(for: path))
            }
        }
    }

    private mutating func describe(_ value: TOMLValue) {
        let text = value.string ?? ""
        let isLine = text.contains { !$0.isWhitespace } && !text.contains(where: \.isNewline)
        if isLine {
            description = text
        } else {
            let refusal = Refusal(kind: value.type == .string ? .unknownWord : .wrongType, suggestions: [])
            refuse([KnownSettings.descriptionKey], refusal, "must be one line of text", value.given)
        }
    }

    /// Whether the value at `path`, or a table around it, was refused.
    private func isLost(_ path: [String]) -> Bool {
        path.indices.contains { lost.contains(Array(path.prefix($0 + 1))) }
    }

    private mutating func refuse(_ path: [String], _ why: Refusal, _ requirement: String, _ given: GivenValue)
    {
        lost.insert(path)
        add(why.kind, path, requirement, given: given.description, suggestions: why.suggestions)
    }

    private mutating func add(
        _ kind: ConfigurationProblem.Kind,
        _ path: [String],
        _ requirement: String,
        given: String? = nil,
        suggestions: [String] = []
    ) {
        let problem = ConfigurationProblem(
            kind,
            at: place,
            line: outline.line(of: path),
            key: dotted(path),
            requirement,
            given: given,
            suggestions: suggestions
        )
        problems.append(problem)
    }
}

extension ConfigurationProblem {
    /// A place where a text is no TOML, in words.
    fileprivate init(_ fault: TOMLFault, at place: String) {
        self.init(
            .syntax,
            at: place,
            line: fault.line,
            column: fault.column,
            fault.requirement,
            given: fault.given
        )
    }

    /// Settings that do not go together, in words.
    init(_ contradiction: SettingProblem, at place: String, line: Int? = nil) {
        let (first, others) = (contradiction.paths.first, contradiction.paths.dropFirst())
        let context = others.isEmpty ? "" : " with \(others.joined(separator: ", "))"
        self.init(
            .contradiction,
            at: place,
            line: line,
            key: first,
            "must agree\(context): \(contradiction.requirement)",
            given: contradiction.given
        )
    }
}

extension TOMLValue {
    /// The value as settings take it: a whole number is a number.
    fileprivate var given: GivenValue {
        switch type {
        case .int: .number(Double(int ?? 0))
        case .double: .number(double ?? .nan)
        case .bool: .flag(bool ?? false)
        case .string: .text(string ?? "")
        case .table: .other("a table")
        case .array: .other("an array")
        case .date, .time, .dateTime: .other("a date or time")
        }
    }
}
