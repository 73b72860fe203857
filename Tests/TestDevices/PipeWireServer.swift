internal import Foundation
internal import Glibc
internal import Synchronization

/// A PipeWire of our own, with its session program and its PulseAudio server, reached through alsa-lib's pulse plug-in.
///
/// It ends when it is no longer used, or the process does.
public final class PipeWireServer: Sendable {
    /// Whether the machine has its programs and the plug-in.
    public static var isInstalled: Bool {
        (programs + ["/usr/bin/pactl"]).allSatisfy { FileManager.default.isExecutableFile(atPath: $0) }
            && PulseServer.hasPlugin
    }

    // In the order of their start: each talks to those before it.
    private static let programs = ["dbus-daemon", "pipewire", "wireplumber", "pipewire-pulse"].map {
        "/usr/bin/\($0)"
    }
    private static let count = Atomic<Int>(0)

    private let folder: URL
    private let number: Int
    private let processes = Mutex<[Int32]>([])

    /// Prepares a server whose PulseAudio side reads `configuration` when it starts.
    public init(configuration: String) throws {
        number = Self.count.add(1, ordering: .relaxed).newValue
        folder = DeviceConfiguration.folder.appendingPathComponent("pipewire-\(number)")
        let configurations = folder.appendingPathComponent(".config/pipewire/pipewire-pulse.conf.d")
        try FileManager.default.createDirectory(
            at: configurations,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        try configuration.write(
            to: configurations.appendingPathComponent("test.conf"),
            atomically: true,
            encoding: .utf8
        )
    }

    deinit { stop() }

    private var socket: String { folder.appendingPathComponent("pulse/native").path }

    private var address: String { "unix:\(socket)" }

    /// The name of a PCM that plays to a sink or records from a source.
    ///
    /// - Throws: when the name cannot be put down for alsa-lib.
    public func device(_ node: String) throws -> String {
        let name = "cm_pipewire\(number)_\(node.replacing(".", with: "_"))"
        try DeviceConfiguration.add(pulse: name, server: address, node: node)
        return name
    }

    /// The name of a PCM that leaves the choice of the node to `PULSE_SINK` and `PULSE_SOURCE`.
    ///
    /// - Throws: when it cannot be put down for alsa-lib.
    public func anyDevice() throws -> String {
        let name = "cm_pipewire\(number)"
        try DeviceConfiguration.add(pulse: name, server: address)
        return name
    }

    /// What a program needs to find the devices and the server.
    public var environment: [String: String] {
        DeviceConfiguration.environment.merging(["PULSE_SERVER": address]) { $1 }
    }

    /// Starts the programs.
    ///
    /// - Throws: when the PulseAudio side does not answer within ten seconds.
    public func start() throws {
        let bus = "unix:path=\(folder.path)/bus"
        let environment = [
            "HOME=\(folder.path)", "XDG_RUNTIME_DIR=\(folder.path)", "PATH=/usr/bin:/bin",
            "DBUS_SESSION_BUS_ADDRESS=\(bus)",
        ]
        for program in Self.programs {
            let isBus = program.hasSuffix("dbus-daemon")
            let arguments = isBus ? ["--session", "--nofork", "--nopidfile", "--address=\(bus)"] : []
            let process = try Daemon.start(program, arguments, environment)
            processes.withLock { $0.append(process) }
            // None of them waits for the one before.
            if isBus { try Daemon.wait(forSocketPath: folder.appendingPathComponent("bus").path) }
            if program.hasSuffix("/pipewire") {
                try Daemon.wait(forSocketPath: folder.appendingPathComponent("pipewire-0").path)
            }
        }
        try Daemon.wait(forSocketPath: socket)
    }

    /// Ends the programs at once, as a crash would.
    public func stop() {
        processes.withLock { processes in
            processes.reversed().forEach(Daemon.end)
            processes = []
        }
        for name in ["bus", "pipewire-0", "pulse/native"] {
            try? FileManager.default.removeItem(at: folder.appendingPathComponent(name))
        }
    }
}
