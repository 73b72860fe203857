internal import Foundation
internal import Glibc
internal import Synchronization

/// A PulseAudio server of our own with null sinks, reached through alsa-lib's pulse plug-in.
///
/// It ends when it is no longer used, or the process does.
public final class PulseServer: Sendable {
    /// Whether the machine has the server and the plug-in.
    public static var isInstalled: Bool {
        FileManager.default.isExecutableFile(atPath: program) && hasPlugin
    }

    /// Whether alsa-lib can reach such a server.
    static var hasPlugin: Bool {
        let files = (try? FileManager.default.subpathsOfDirectory(atPath: "/usr/lib"))
        return files?.contains { $0.hasSuffix("alsa-lib/libasound_module_pcm_pulse.so") } ?? false
    }

    /// The address of the server, for `PULSE_SERVER`.
    public let address: String
    private let number: Int
    private let process: Mutex<Int32>
    private static let program = "/usr/bin/pulseaudio"
    private static let count = Atomic<Int>(0)

    /// Starts a server with modules of its own and null sinks, each of which has a monitor that gives what was played to it.
    ///
    /// - Throws: when it does not start within ten seconds.
    public init(
        sinks: [String] = [],
        modules others: [String] = [],
        sampleRate: Int = 48_000,
        channels: Int = 1
    ) throws {
        number = Self.count.add(1, ordering: .relaxed).newValue
        let folder = DeviceConfiguration.folder.appendingPathComponent("pulse-\(number)")
        try FileManager.default.createDirectory(
            at: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        let socket = folder.appendingPathComponent("native").path
        address = "unix:\(socket)"
        let modules = sinks.map { name in
            "module-null-sink sink_name=\(name) norewinds=1 format=float32le rate=\(sampleRate) channels=\(channels)"
        }
        let loading = ["module-native-protocol-unix auth-anonymous=1 socket=\(socket)"] + modules + others
        let arguments = [
            "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", "--disable-shm=yes",
        ]
        let log = ["--log-target=file:\(folder.appendingPathComponent("log").path)"]
        let environment = [
            "HOME=\(folder.path)", "XDG_RUNTIME_DIR=\(folder.path)", "PULSE_RUNTIME_PATH=\(folder.path)",
            "PATH=/usr/bin:/bin",
        ]
        process = Mutex(
            try Daemon.start(Self.program, arguments + log + loading.flatMap { ["-L", $0] }, environment)
        )
        do {
            try Daemon.wait(forSocketPath: socket)
        } catch {
            stop()
            throw error
        }
        for sink in sinks {
            try DeviceConfiguration.add(pulse: playback(to: sink), server: address, node: sink)
            try DeviceConfiguration.add(pulse: capture(from: sink), server: address, node: "\(sink).monitor")
        }
    }

    deinit { stop() }

    /// The name of the PCM that plays to a sink.
    public func playback(to sink: String) -> String { "cm_pulse\(number)_to_\(sink)" }

    /// The name of the PCM that gives what was played to a sink.
    public func capture(from sink: String) -> String { "cm_pulse\(number)_from_\(sink)" }

    /// The name of a PCM that plays to a sink, or records from a source, of the server's other modules.
    ///
    /// - Throws: when it cannot be put down for alsa-lib.
    public func device(_ node: String) throws -> String {
        let name = "cm_pulse\(number)_\(node.replacing(".", with: "_"))"
        try DeviceConfiguration.add(pulse: name, server: address, node: node)
        return name
    }

    /// What a program needs to find the devices; this process has it already.
    public var environment: [String: String] {
        DeviceConfiguration.environment.merging(["PULSE_SERVER": address]) { $1 }
    }

    /// Makes the server hang, or go on: it listens to everybody and answers nobody.
    public func hang(_ hangs: Bool = true) {
        process.withLock { _ = kill($0, hangs ? SIGSTOP : SIGCONT) }
    }

    /// Ends the server at once, as a crash would.
    public func stop() {
        process.withLock { identifier in
            Daemon.end(identifier)
            identifier = 0
        }
    }
}
