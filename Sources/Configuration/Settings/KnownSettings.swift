internal import Suppression

/// The settings by their keys: every lookup by name is made here, from `DenoiserSettings.fields`.
struct KnownSettings: Sendable {
    /// The key of a preset's own description, which is no setting.
    static let descriptionKey = "description"
    /// All of them.
    static let all = KnownSettings(DenoiserSettings.fields)

    private let byPath: [[String]: SettingField<DenoiserSettings>]
    /// Every table, as the parts of its path.
    let tables: Set<[String]>
    /// Every key, dotted, in the order of the list.
    let paths: [String]

    private init(_ fields: [SettingField<DenoiserSettings>]) {
        var byPath: [[String]: SettingField<DenoiserSettings>] = [:]
        var tables: Set<[String]> = []
        for field in fields {
            let parts = field.path.split(separator: ".").map(String.init)
            byPath[parts] = field
            for length in parts.indices.dropFirst() { tables.insert(Array(parts.prefix(length))) }
        }
        self.byPath = byPath
        self.tables = tables
        paths = fields.map(\.path)
    }

    /// The setting at `path`; nil when there is none.
    func field(at path: [String]) -> SettingField<DenoiserSettings>? {
        byPath[path]
    }

    /// The keys that an unknown key or table may have been meant to be.
    func suggestions(for path: [String]) -> [String] {
        let tableNames = tables.map(dotted).sorted()
        let key = dotted(path)
        return nearest(to: key, among: path.count == 1 ? tableNames + [Self.descriptionKey] + paths : paths)
    }
}
