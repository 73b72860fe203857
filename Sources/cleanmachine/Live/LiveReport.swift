/// What is told of a live run when it is over, by whoever ends it.
struct LiveReport: Sendable {
    let summary: LiveSummary
    let asJSON: Bool
    let isQuiet: Bool

    /// Tells the numbers as JSON on standard output where they were asked for, and a line on standard error.
    ///
    /// - Throws: when the numbers cannot be written as JSON.
    func tell() throws {
        if asJSON {
            let numbers = Dictionary(
                summary.numbers.map { ($0.name, $0.value) },
                uniquingKeysWith: { first, _ in first }
            )
            try print(JSONText.of(numbers))
        }
        if !isQuiet { StandardError.write("cleanmachine: \(summary.text)") }
    }
}
