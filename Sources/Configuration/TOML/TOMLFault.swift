/// A place where a text is no TOML.
struct TOMLFault: Error, Equatable {
    /// The line, from 1.
    var line: Int
    /// The column, from 1, in characters.
    var column: Int
    /// What must stand there, as a sentence's end.
    var requirement: String
    /// What stands there instead.
    var given: String
}
