/// Something about settings that does not hold.
public struct SettingProblem: Sendable, Equatable {
    /// The keys concerned, dotted; the first is where the problem is shown.
    public let paths: [String]
    /// What must hold.
    public let requirement: String
    /// What was given.
    public let given: String

    /// Makes a problem.
    public init(_ paths: [String], mustHold requirement: String, given: String) {
        self.paths = paths
        self.requirement = requirement
        self.given = given
    }
}
