/// Everything that is wrong with a configuration, at once.
public struct ConfigurationError: Error, Equatable {
    /// The problems in the order of their lines; at least one.
    public let problems: [ConfigurationProblem]

    /// Makes an error of `problems`.
    ///
    /// - Precondition: there is at least one.
    public init(_ problems: [ConfigurationProblem]) {
        precondition(!problems.isEmpty, "an error needs a problem")
        self.problems = problems
    }

    /// The status to leave with: 66 when all that is wrong is that a file cannot be read, else 78.
    public var exitStatus: Int32 {
        problems.allSatisfy { $0.kind == .missingFile || $0.kind == .unreadable } ? 66 : 78
    }
}

extension ConfigurationError: CustomStringConvertible {
    /// One problem a line.
    public var description: String {
        problems.map(\.description).joined(separator: "\n")
    }
}
