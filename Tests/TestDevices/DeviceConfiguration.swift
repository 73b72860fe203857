internal import Foundation
internal import Glibc
internal import Synchronization

/// The ALSA configuration of this process and of the programs that it runs: one file, to which devices are added.
///
/// What is added stays until the process ends: a device's name may outlive the value that made it.
public enum DeviceConfiguration {
    /// What a program needs to find the devices; this process has it from the first device on.
    public static var environment: [String: String] { ["ALSA_CONFIG_PATH": path] }

    /// The plug-in that the same build made.
    static let plugin = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().appendingPathComponent("libcmfault.so").path

    /// A folder that goes when the process ends; in memory, since who plays to a device must not wait for a disk.
    static let folder: URL = {
        atexit { try? FileManager.default.removeItem(at: DeviceConfiguration.folder) }
        let memory = URL(fileURLWithPath: "/dev/shm", isDirectory: true)
        let isWritable = FileManager.default.isWritableFile(atPath: memory.path)
        return (isWritable ? memory : FileManager.default.temporaryDirectory)
            .appendingPathComponent("cleanmachine-\(UUID().uuidString)")
    }()

    private static let file = folder.appendingPathComponent("asound.conf")
    private static let sections = Mutex<[String]>([])

    private static let path: String = {
        let path = "/usr/share/alsa/alsa.conf:\(file.path)"
        unsafe setenv("ALSA_CONFIG_PATH", path, 1)
        return path
    }()

    /// Adds a PCM of alsa-lib's plug-in for PulseAudio; without a node the server's variables choose it.
    ///
    /// - Throws: when the file cannot be written.
    static func add(pulse name: String, server: String, node: String? = nil) throws {
        let device = node.map { " device \"\($0)\"" } ?? ""
        try add("pcm.\(name) { type pulse server \"\(server)\"\(device) hint { show off } }")
    }

    /// Adds a section.
    ///
    /// - Throws: when the file cannot be written.
    public static func add(_ section: String) throws {
        _ = path
        try sections.withLock { sections in
            sections.append(section)
            let text = "pcm_type.cmfault { lib \"\(plugin)\" }\n" + sections.joined(separator: "\n") + "\n"
            let next = folder.appendingPathComponent("asound.conf.next")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: next)
            // alsa-lib looks at whole seconds to see whether a file has changed.
            let time = Date(timeIntervalSince1970: 1e9 + Double(sections.count))
            try FileManager.default.setAttributes([.modificationDate: time], ofItemAtPath: next.path)
            // Renamed into place, since a program may be reading it.
            try FileSystem.rename(next.path, file.path)
        }
    }
}

private enum FileSystem {
    static func rename(_ old: String, _ new: String) throws {
        guard unsafe Glibc.rename(old, new) == 0 else { throw CocoaError(.fileWriteUnknown) }
    }
}
