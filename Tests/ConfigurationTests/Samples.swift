import Configuration
import Foundation
import Suppression

/// The repository's own presets, and short ways to try texts.
enum Samples {
    /// The folder of the presets that are shipped.
    static let presets = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Presets")

    /// The shipped presets' paths.
    static var shipped: [String] {
        let folder = PresetFolder(path: presets.path, origin: .buildTree)
        return folder.names.map { presets.appendingPathComponent("\($0).toml").path }
    }

    /// What `text` is refused with, a problem each; empty when it is accepted.
    static func problems(_ text: String) -> [ConfigurationProblem] {
        do throws(ConfigurationError) {
            _ = try PresetFile(text: text, place: "x.toml")
            return []
        } catch {
            return error.problems
        }
    }

    /// The messages for `text`, a description given.
    static func messages(_ text: String) -> [String] {
        problems("description = \"d\"\n" + text).map(\.description)
    }

    /// Makes an empty folder for one test, hands it over and removes it.
    static func withFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder)
    }

    /// Writes `text` to `path` below `folder`, making folders on the way.
    @discardableResult
    static func write(_ text: String, to path: String, in folder: URL) throws -> String {
        let file = folder.appendingPathComponent(path)
        let parent = file.deletingLastPathComponent()
        try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
        return file.path
    }
}

/// A small generator of reproducible numbers.
///
/// - Source: Steele, Lea and Flood 2014, SplitMix64.
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
