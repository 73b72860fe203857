import FoundationEssentials

/// A folder that a command writes into.
enum OutputFolder {
    /// Makes it and those above it, where they are missing.
    ///
    /// - Throws: `Failure` 73.
    static func make(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw Failure.cannotCreate("\(path): the folder cannot be made: \(error.systemReason)")
        }
    }
}
