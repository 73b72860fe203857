import Foundation
import Glibc
import TestDevices

/// The program's `live`, running beside the test.
///
/// Not Foundation's `Process`: it waits for all its programs in one place, where one that lives long holds up the rest.
final class LiveRun {
    /// The process.
    let identifier: Int32
    private let folder: URL
    private var status: Int32?

    /// Starts it.
    init(_ arguments: [String], environment: [String: String]) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("cm-live-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let program = Program.path
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        for (descriptor, name) in [(Int32(1), "stdout"), (2, "stderr")] {
            let path = folder.appendingPathComponent(name).path
            unsafe posix_spawn_file_actions_addopen(&actions, descriptor, path, O_WRONLY | O_CREAT, 0o600)
        }
        let variables = ProcessInfo.processInfo.environment.merging(environment) { $1 }.map { "\($0)=\($1)" }
        var words = unsafe ([program, "live", "--json"] + arguments).map { unsafe strdup($0) } + [nil]
        var settings = unsafe variables.map { unsafe strdup($0) } + [nil]
        defer { unsafe (words + settings).forEach { unsafe free($0) } }
        var started: pid_t = 0
        let code = unsafe posix_spawn(&started, program, &actions, nil, &words, &settings)
        guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EIO) }
        identifier = started
    }

    /// Starts it from one test device to another.
    convenience init(from microphone: FaultDevice, to speaker: FaultDevice, _ options: [String]) throws {
        let ends = ["--capture", "alsa:\(microphone.name)", "--playback", "alsa:\(speaker.name)"]
        try self.init(ends + options, environment: microphone.environment)
    }

    deinit {
        if status == nil {
            kill(identifier, SIGKILL)
            _ = waitpid(identifier, nil, 0)
        }
        try? FileManager.default.removeItem(at: folder)
    }

    /// Sends a signal.
    func send(_ signal: Int32) { kill(identifier, signal) }

    /// Waits for the end, at most `seconds`; the exit code, 128 and more for a signal, or nil when it did not come.
    func end(within seconds: Double) -> Int32? {
        let deadline = Date().addingTimeInterval(seconds)
        while status == nil {
            var word: Int32 = 0
            if unsafe waitpid(identifier, &word, WNOHANG) == identifier {
                status = word & 0x7F == 0 ? (word >> 8) & 0xFF : 128 + (word & 0x7F)
            } else if Date() >= deadline {
                return nil
            } else {
                usleep(5_000)
            }
        }
        return status
    }

    /// What it told people.
    var errors: String { text("stderr") }

    /// Its statistics, once it has ended.
    var numbers: [String: Double] {
        (try? JSONDecoder().decode([String: Double].self, from: Data(text("stdout").utf8))) ?? [:]
    }

    /// Open descriptors and resident kilobytes now.
    var resources: (descriptors: Int, kilobytes: Int) {
        let path = "/proc/\(identifier)"
        let descriptors = (try? FileManager.default.contentsOfDirectory(atPath: path + "/fd").count) ?? 0
        let status = (try? String(contentsOfFile: path + "/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS") }
        return (descriptors, line.flatMap { Int($0.filter(\.isNumber)) } ?? 0)
    }

    private func text(_ name: String) -> String {
        (try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)) ?? ""
    }
}

/// Waits until something is so; false when it is not within 25 seconds.
func until(_ condition: () -> Bool) -> Bool {
    let deadline = Date().addingTimeInterval(25)
    while Date() < deadline {
        if condition() { return true }
        usleep(5_000)
    }
    return false
}
