extension ConfigurationProblem: Encodable {
    private enum CodingKeys: String, CodingKey {
        case kind, place, line, column, key, requirement, given, suggestions, message
    }

    /// Writes every part, and the whole line for people as `message`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(kind.rawValue, forKey: .kind)
        try container.encode(place, forKey: .place)
        try container.encodeIfPresent(line, forKey: .line)
        try container.encodeIfPresent(column, forKey: .column)
        try container.encodeIfPresent(key, forKey: .key)
        try container.encode(requirement, forKey: .requirement)
        try container.encodeIfPresent(given, forKey: .given)
        try container.encode(suggestions, forKey: .suggestions)
        try container.encode(description, forKey: .message)
    }
}
