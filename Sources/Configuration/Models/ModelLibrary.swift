internal import FoundationEssentials
public import Inference
public import Suppression

/// The models that can be asked for by name: those in a folder that the environment names, the user's, the machine's,
/// the program's own.
public struct ModelLibrary: Sendable {
    /// A model that is there, read or not.
    public struct Entry: Sendable, Equatable {
        /// Its name: the file's, without its ending.
        public let name: String
        /// Where it is.
        public let path: String
    }

    /// The variable that names a folder to look in first.
    public static let variable = "CLEANMACHINE_MODELS"
    /// The ending of files of weights.
    static let ending = ".safetensors"

    /// Where models are looked for; the first folder that has a name wins.
    public let folders: [String]

    /// Makes a library of the folders of this machine, or of another's when the arguments say so.
    public init(
        environment: [String: String] = ProcessEnvironment.variables,
        executable: String? = ProcessEnvironment.executable,
        system: String = "/etc/cleanmachine"
    ) {
        let named = environment[Self.variable].map { $0.isEmpty ? [] : [$0] } ?? []
        let presets = PresetFolder.standard(
            environment: environment,
            executable: executable,
            system: system
        )
        // Beside each folder of presets lies one of models; of the folder with the subfolder `presets`, only that.
        let beside = presets.compactMap { folder -> String? in
            let url = URL(fileURLWithPath: folder.path)
            switch folder.origin {
            case .user, .system:
                return url.lastPathComponent == "presets" ? nil : url.appendingPathComponent("models").path
            case .installed: return url.deletingLastPathComponent().appendingPathComponent("models").path
            case .buildTree: return url.deletingLastPathComponent().appendingPathComponent("Models").path
            }
        }
        folders = named + beside
    }

    /// Every model that a name reaches, in the order of the alphabet.
    public func entries() -> [Entry] {
        var found: [String: String] = [:]
        for folder in folders {
            let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            for file in files where file.hasSuffix(Self.ending) && !file.hasPrefix(".") {
                let name = String(file.dropLast(Self.ending.count))
                found[name] = found[name] ?? "\(folder)/\(file)"
            }
        }
        return found.keys.sorted().compactMap { name in
            found[name].map { Entry(name: name, path: $0) }
        }
    }

    /// The path of the model that `argument` means: a path when it has a slash or ends in `.safetensors`, else a name.
    ///
    /// - Throws: `ConfigurationError` when it is a name that no folder has; a path is not looked at.
    public func path(of argument: String) throws(ConfigurationError) -> String {
        let files = NamedFiles(
            noun: "model",
            ending: Self.ending,
            unknown: .unknownModel,
            entries: entries().map { ($0.name, $0.path) },
            folders: folders
        )
        return try files.path(of: argument)
    }

    /// The model that `argument` means.
    ///
    /// - Throws: `ConfigurationError` when there is no such model, or with what is wrong with it.
    public func model(_ argument: String) throws(ConfigurationError) -> Model {
        let path = try path(of: argument)
        do throws(WeightError) {
            return try Model(path: path)
        } catch {
            throw ConfigurationError([ConfigurationProblem(error)])
        }
    }

    /// `settings` with the network that they need, and its frames; those that need none stay as they are.
    ///
    /// - Throws: `ConfigurationError` when the model cannot be had, or its frames contradict the settings'; messages
    ///   call the origin of the settings `place`.
    public func supply(_ settings: DenoiserSettings, place: String) throws(ConfigurationError)
        -> DenoiserSettings
    {
        guard settings.engine == .neural else { return settings }
        var supplied = settings
        let problems = supplied.adopt(try model(settings.model))
        guard problems.isEmpty else {
            throw ConfigurationError(problems.map { ConfigurationProblem($0, at: place) })
        }
        return supplied
    }
}

extension ConfigurationProblem {
    /// What is wrong with a file of weights.
    init(_ error: WeightError) {
        let kind: Kind =
            switch error.kind {
            case .missing: .missingFile
            case .unreadable: .unreadable
            case .damaged, .unsupported: .unusableModel
            }
        self.init(kind, at: error.place, error.message)
    }
}
