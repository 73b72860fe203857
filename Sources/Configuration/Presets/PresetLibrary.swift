internal import FoundationEssentials

/// The presets that can be asked for by name: the user's, the machine's, the program's own.
public struct PresetLibrary: Sendable {
    /// A preset that is there, read or not.
    public struct Entry: Sendable, Equatable {
        /// Its name.
        public let name: String
        /// Where it is.
        public let path: String
        /// Whose it is.
        public let origin: PresetFolder.Origin
        /// The files of the same name in later folders, which it hides.
        public let hides: [String]
    }

    /// Where presets are looked for; the first folder that has a name wins.
    public let folders: [PresetFolder]

    /// Makes a library of the folders of this machine, or of another's when the arguments say so.
    public init(
        environment: [String: String] = ProcessEnvironment.variables,
        executable: String? = ProcessEnvironment.executable,
        system: String = "/etc/cleanmachine"
    ) {
        folders = PresetFolder.standard(environment: environment, executable: executable, system: system)
    }

    /// Whether `text` can be a preset's name: a file name without folders that is not hidden.
    public static func isName(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 100 && !text.hasPrefix(".")
            && !text.unicodeScalars.contains { $0 == "/" || $0.value < 0x20 || $0.value == 0x7F }
    }

    /// Every preset that a name reaches, in the order of the alphabet.
    public func entries() -> [Entry] {
        var places: [String: [PresetFolder]] = [:]
        for folder in folders {
            for name in folder.names { places[name, default: []].append(folder) }
        }
        return places.keys.sorted().compactMap { name in
            guard let found = places[name], let first = found.first else { return nil }
            let hides = found.dropFirst().map { $0.path(of: name) }
            return Entry(name: name, path: first.path(of: name), origin: first.origin, hides: hides)
        }
    }

    /// The preset that `argument` means: a path when it has a slash or ends in `.toml`, else a name.
    ///
    /// - Throws: `ConfigurationError` when there is no such preset, or with everything that is wrong in it.
    public func preset(_ argument: String) throws(ConfigurationError) -> PresetFile {
        try PresetFile(path: path(of: argument))
    }

    /// The path of the preset that `argument` means.
    ///
    /// - Throws: `ConfigurationError` when it is a name that no folder has; a path is not looked at.
    public func path(of argument: String) throws(ConfigurationError) -> String {
        let files = NamedFiles(
            noun: "preset",
            ending: ".toml",
            unknown: .unknownPreset,
            entries: entries().map { ($0.name, $0.path) },
            folders: folders.map(\.path)
        )
        return try files.path(of: argument)
    }
}

/// What the running process was started with.
public enum ProcessEnvironment {
    /// The environment's variables.
    public static var variables: [String: String] { ProcessInfo.processInfo.environment }

    /// The path of the running program, links resolved; nil when the system does not say.
    public static var executable: String? {
        try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    }
}
