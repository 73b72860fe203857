import Foundation

/// One run of the real program.
struct CommandRun {
    let status: Int32
    let output: Data
    let errors: String

    var text: String { String(decoding: output, as: UTF8.self) }

    /// The program that the same build made.
    static let binary: URL = {
        let folder = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
            .deletingLastPathComponent()
        return folder.appendingPathComponent("cleanmachine")
    }()

    /// The package's folder.
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Runs the program to its end.
    init(_ arguments: [String], input: Data = Data(), environment: [String: String] = [:]) throws {
        let scratch = try Scratch()
        let inputFile = scratch.path("stdin")
        try input.write(to: URL(fileURLWithPath: inputFile))
        let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: inputFile))
        try self.init(arguments, standardInput: handle, environment: environment)
    }

    /// Runs the program with `standardInput`, collecting both outputs.
    init(
        _ arguments: [String],
        standardInput: Any,
        standardOutput: FileHandle? = nil,
        environment: [String: String] = [:]
    ) throws {
        let process = Self.process(arguments, environment: environment)
        let outputs = try Scratch()
        let outputURL = URL(fileURLWithPath: outputs.path("stdout"))
        let errorURL = URL(fileURLWithPath: outputs.path("stderr"))
        for url in [outputURL, errorURL] { try Data().write(to: url) }
        process.standardInput = standardInput
        process.standardOutput = try standardOutput ?? FileHandle(forWritingTo: outputURL)
        process.standardError = try FileHandle(forWritingTo: errorURL)
        try process.run()
        process.waitUntilExit()
        status = process.terminationStatus
        output = try Data(contentsOf: outputURL)
        errors = try String(decoding: Data(contentsOf: errorURL), as: UTF8.self)
    }

    /// The program, not yet running.
    static func process(_ arguments: [String], environment: [String: String] = [:]) -> Process {
        let process = Process()
        process.executableURL = binary
        process.arguments = arguments
        process.currentDirectoryURL = root
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        return process
    }
}

/// A folder that goes when it is no longer used.
final class Scratch {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "cleanmachine-\(UUID().uuidString)"
        )
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    /// The names in the folder, hidden ones too.
    var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
    }
}

/// The bundled recordings.
enum Clips {
    static let folder = CommandRun.root.appendingPathComponent("Tests/Audio")
    static let demo = folder.appendingPathComponent("demo-noisy.wav").path
    /// Bouts of laughter, a second of digital silence before each and after the last.
    static let laughter = folder.appendingPathComponent("laughter.flac").path
    /// Speech over a baby that cries.
    static let cry = folder.appendingPathComponent("cry-noisy.flac").path
    static let cryClean = folder.appendingPathComponent("cry-clean.flac").path
    static let demoClean = folder.appendingPathComponent("demo-clean.wav").path

    /// The names of all pairs.
    static var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent("noisy").path))
            ?? [])
            .sorted()
    }

    static func noisy(_ name: String) -> String { folder.appendingPathComponent("noisy/\(name)").path }
    static func clean(_ name: String) -> String { folder.appendingPathComponent("clean/\(name)").path }

    /// The samples of the demo recording as raw 16-bit PCM, without its 44-byte header.
    static func demoSamples() throws -> Data {
        try Data(contentsOf: URL(fileURLWithPath: demo)).dropFirst(44)
    }
}
