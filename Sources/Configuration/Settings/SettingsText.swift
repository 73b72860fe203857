public import Suppression

/// Settings as a TOML text that a person can read and change, and that reads back as the same settings.
public enum SettingsText {
    /// The text: every setting with what it means, what it accepts, and its default where the value is another.
    public static func toml(_ settings: DenoiserSettings, description: String) -> String {
        let defaults = DenoiserSettings()
        var lines = ["\(KnownSettings.descriptionKey) = \(quoted(description))"]
        var table: Substring = ""
        for field in DenoiserSettings.fields {
            let (outer, name) = parts(of: field.path)
            lines.append("")
            if outer != table { lines += ["[\(outer)]"] }
            table = outer
            let (value, usual) = (field.get(settings), field.get(defaults))
            let change = value == usual ? "" : "; \(usual.tomlText) by default"
            lines.append("# \(field.summary): \(field.accepted)\(change)")
            lines.append("\(name) = \(value.tomlText)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A key's table and its name in it.
    private static func parts(of path: String) -> (table: Substring, name: Substring) {
        guard let dot = path.lastIndex(of: ".") else { return ("", path[...]) }
        return (path[..<dot], path[path.index(after: dot)...])
    }
}

extension SettingField {
    /// What the setting accepts, with its unit: `-60 to 0 dB`.
    fileprivate var accepted: String {
        switch kind {
        case .number(let range):
            "\(decimalText(range.lowerBound)) to \(decimalText(range.upperBound))\(unit)"
        case .flag:
            "true or false"
        case .word(let words):
            words.joined(separator: ", ")
        case .text:
            "text"
        }
    }

    /// The unit that the key ends in.
    private var unit: String {
        let units = [("Milliseconds", " ms"), ("Decibels", " dB"), ("Hertz", " Hz"), ("Percent", " %")]
        return units.first { path.hasSuffix($0.0) }?.1 ?? ""
    }
}
