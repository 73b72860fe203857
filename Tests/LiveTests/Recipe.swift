import Foundation
import Testing

/// What `cleanmachine microphone` prints.
enum Recipe {
    /// One recipe, whole.
    static func text(_ name: String) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Program.path)
        process.arguments = ["microphone", name]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return String(decoding: text, as: UTF8.self)
    }

    /// The modules that the recipe for PulseAudio loads.
    static func pulseModules() throws -> [String] {
        let command = "pactl load-module "
        return try text("pulse").split(separator: "\n").filter { $0.hasPrefix(command) }
            .map { String($0.dropFirst(command.count)) }
    }
}
