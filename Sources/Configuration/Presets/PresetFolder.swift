internal import FoundationEssentials

/// A folder in which presets are looked for.
public struct PresetFolder: Sendable, Equatable {
    /// Whose presets they are.
    public enum Origin: String, Sendable, CaseIterable {
        /// The user's own, below `$XDG_CONFIG_HOME`.
        case user
        /// The machine's, below `/etc`.
        case system
        /// Those that came with the installed program.
        case installed
        /// Those of the source tree in which the program was built.
        case buildTree = "build-tree"
    }

    /// Its path.
    public let path: String
    /// Whose presets they are.
    public let origin: Origin

    /// Makes a folder.
    public init(path: String, origin: Origin) {
        self.path = path
        self.origin = origin
    }

    /// The names of the presets in it, in the order of the alphabet; none when it cannot be read.
    public var names: [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return files.filter { $0.hasSuffix(".toml") }
            .map { String($0.dropLast(".toml".count)) }
            .filter(PresetLibrary.isName)
            .sorted()
    }

    /// The path of the preset called `name` in it, whether or not there is one.
    func path(of name: String) -> String {
        "\(path)/\(name).toml"
    }

    /// The folders of a machine, those that win first.
    static func standard(environment: [String: String], executable: String?, system: String) -> [PresetFolder]
    {
        var folders: [PresetFolder] = []
        // Relative paths in this variable are to be ignored, says the XDG Base Directory Specification.
        let home = environment["HOME"].flatMap { $0.hasPrefix("/") ? "\($0)/.config" : nil }
        let chosen = environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
        if let base = chosen ?? home {
            folders += withSubfolder("\(base)/cleanmachine", .user)
        }
        folders += withSubfolder(system, .system)
        guard let executable else { return folders }
        let folder = URL(fileURLWithPath: executable).deletingLastPathComponent()
        let installed = folder.deletingLastPathComponent().appendingPathComponent(
            "share/cleanmachine/presets"
        )
        folders.append(PresetFolder(path: installed.path, origin: .installed))
        if let built = nearestSourceTree(above: folder) { folders.append(built) }
        return folders
    }

    private static func withSubfolder(_ path: String, _ origin: Origin) -> [PresetFolder] {
        [PresetFolder(path: path, origin: origin), PresetFolder(path: "\(path)/presets", origin: origin)]
    }

    private static func nearestSourceTree(above folder: URL) -> PresetFolder? {
        var folder = folder
        while folder.path != "/", !folder.path.isEmpty {
            let presets = PresetFolder(
                path: folder.appendingPathComponent("Presets").path,
                origin: .buildTree
            )
            let manifest = folder.appendingPathComponent("Package.swift").path
            if FileManager.default.fileExists(atPath: manifest), !presets.names.isEmpty { return presets }
            folder = folder.deletingLastPathComponent()
        }
        return nil
    }
}
