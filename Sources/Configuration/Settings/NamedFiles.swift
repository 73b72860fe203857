/// What stands under names, and what to say when nothing does.
struct NamedFiles {
    /// What one of them is called: `preset`, `model`.
    let noun: String
    /// The ending by which a path is known.
    let ending: String
    /// The problem of an argument that names none.
    let unknown: ConfigurationProblem.Kind
    /// Names and their paths, in the order in which they are told.
    let entries: [(name: String, path: String)]
    /// Where they were looked for.
    let folders: [String]

    /// The path that `argument` means: itself when it has a slash or the ending, else that of the name.
    ///
    /// - Throws: `ConfigurationError` when it is a name that is not there; a path is not looked at.
    func path(of argument: String) throws(ConfigurationError) -> String {
        if argument.contains("/") || argument.hasSuffix(ending) { return argument }
        if let entry = entries.first(where: { $0.name == argument }) { return entry.path }
        let names = entries.map(\.name)
        let requirement =
            names.isEmpty
            ? "must be a file, as there are no \(noun)s in \(folders.joined(separator: ", "))"
            : "must be a file or one of \(names.joined(separator: ", "))"
        let problem = ConfigurationProblem(
            unknown,
            at: noun,
            requirement,
            given: quoted(shortened(argument)),
            suggestions: nearest(to: argument, among: names)
        )
        throw ConfigurationError([problem])
    }
}
