public import Suppression

/// Single settings given on top of a preset, as `--set gain.floorDecibels=-12` gives them.
public enum Overrides {
    /// `settings` with `assignments` made one after the other; a later one of the same key wins.
    ///
    /// - Throws: `ConfigurationError` with everything that is wrong, contradictions of the result included; messages
    ///   call the origin `place`.
    public static func apply(
        _ assignments: [String],
        to settings: DenoiserSettings,
        place: String = "--set"
    ) throws(ConfigurationError) -> DenoiserSettings {
        var settings = settings
        var problems: [ConfigurationProblem] = []
        for assignment in assignments {
            if let problem = make(assignment, in: &settings, place: place) { problems.append(problem) }
        }
        // With a default in the place of a refused value, a contradiction means nothing.
        if problems.isEmpty {
            problems = settings.contradictions().map { ConfigurationProblem($0, at: place) }
        }
        guard problems.isEmpty else { throw ConfigurationError(problems) }
        return settings
    }

    /// Makes one assignment, and says what is wrong with it if anything is.
    private static func make(
        _ assignment: String,
        in settings: inout DenoiserSettings,
        place: String
    ) -> ConfigurationProblem? {
        let parts = assignment.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else {
            let given = quoted(shortened(assignment))
            return ConfigurationProblem(.syntax, at: place, "must be KEY=VALUE", given: given)
        }
        let path = trimmed(parts[0]).split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        let text = trimmed(parts[1])
        guard let field = KnownSettings.all.field(at: path) else {
            let near = KnownSettings.all.suggestions(for: path)
                .filter { $0 != KnownSettings.descriptionKey && !KnownSettings.all.tables.contains([$0]) }
            return ConfigurationProblem(
                .unknownKey,
                at: place,
                key: dotted(path),
                "is no setting",
                suggestions: near
            )
        }
        let given = value(text, as: field.kind)
        do throws(Refusal) {
            field.set(&settings, try field.kind.accept(given))
            return nil
        } catch {
            return ConfigurationProblem(
                error.kind,
                at: place,
                key: field.path,
                field.kind.requirement,
                given: given.description,
                suggestions: error.suggestions
            )
        }
    }

    /// `text` as a value: a shell has no types, so the setting says which it should be.
    private static func value(_ text: String, as kind: SettingKind) -> GivenValue {
        switch kind {
        case .number: Double(text).map { .number($0) } ?? .text(text)
        case .flag: Bool(text).map { .flag($0) } ?? .text(text)
        case .word, .text: .text(text)
        }
    }

    private static func trimmed(_ text: Substring) -> String {
        let front = text.drop(while: \.isWhitespace)
        guard let last = front.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(front[...last])
    }
}
