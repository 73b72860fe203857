import FoundationEssentials

/// Results as programs read them.
enum JSONText {
    /// The JSON of `value`, keys sorted, over several lines.
    static func of(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
