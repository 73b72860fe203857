internal import Foundation
internal import Synchronization

/// The ALSA configuration of this process and of the programs that it runs: one file, to which devices are added.
public enum DeviceConfiguration {
    /// What a program needs to find the devices; this process has it from the first device on.
    public static var environment: [String: String] { ["ALSA_CONFIG_PATH": path] }

    /// The plug-in that the same build made.
    static let plugin = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().appendingPathComponent("libcmfault.so").path

    private static let folder: TestFolder? = try? TestFolder()
    private static let file = folder?.path("asound.conf") ?? ""
    private static let sections = Mutex<[String: String]>([:])

    private static let path: String = {
        let path = "/usr/share/alsa/alsa.conf:\(file)"
        unsafe setenv("ALSA_CONFIG_PATH", path, 1)
        return path
    }()

    /// Adds or replaces a section.
    ///
    /// - Throws: when the file cannot be written.
    public static func add(_ name: String, _ text: String) throws {
        try change { $0[name] = text }
    }

    /// Takes a section away.
    public static func remove(_ name: String) {
        try? change { $0[name] = nil }
    }

    private static func change(_ body: (inout [String: String]) -> Void) throws {
        _ = path
        try sections.withLock { sections in
            body(&sections)
            let texts = sections.sorted { $0.key < $1.key }.map(\.value)
            let text = "pcm_type.cmfault { lib \"\(plugin)\" }\n" + texts.joined(separator: "\n") + "\n"
            // Renamed into place, since a program may be reading it.
            try Data(text.utf8).write(to: URL(fileURLWithPath: file), options: .atomic)
        }
    }
}

/// A folder that goes when it is no longer used.
final class TestFolder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent(
            "cleanmachine-\(UUID().uuidString)"
        )
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    func path(_ name: String) -> String { url.appendingPathComponent(name).path }
}
