import AudioIO
import FoundationEssentials

/// The files that belong together: what was said, what was recorded, what was made of it.
struct ClipTriples {
    struct Triple {
        let name: String
        let clean: String
        let noisy: String
        let enhanced: String
    }

    /// The triples that are complete, by name.
    private(set) var complete: [Triple] = []
    /// Why others were left out, a line each.
    private(set) var problems: [String] = []

    /// Finds the triples of three files, or of three folders that hold files of equal names up to the ending.
    init(clean: String, noisy: String, enhanced: String) throws {
        let paths = [clean, noisy, enhanced]
        let areFolders = try paths.map(Self.isFolder)
        if !areFolders.contains(true) {
            complete = [Triple(name: FilePath(enhanced).name, clean: clean, noisy: noisy, enhanced: enhanced)]
            return
        }
        guard !areFolders.contains(false) else {
            throw Failure.usage(
                "--clean, --noisy and --enhanced must be three files or three folders, not some of each"
            )
        }
        let found = try paths.map(Self.files)
        let names = found.reduce(into: Set<String>()) { $0.formUnion($1.keys) }
        for name in names.sorted() {
            let candidates = found.map { $0[name] ?? [] }
            let reasons = zip(paths, candidates).compactMap { folder, files -> String? in
                switch files.count {
                case 0: "none in \(folder)"
                case 1: nil
                default: "several in \(folder) (\(files.joined(separator: ", ")))"
                }
            }
            guard reasons.isEmpty else {
                problems.append("\(name): \(reasons.joined(separator: ", "))")
                continue
            }
            let path = zip(paths, candidates).map { $0 + "/" + $1[0] }
            complete.append(Triple(name: name, clean: path[0], noisy: path[1], enhanced: path[2]))
        }
    }

    private static func isFolder(_ path: String) throws -> Bool {
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path) else {
            throw Failure.noInput("\(path): there is no such file or folder; give another")
        }
        guard attributes[.type] as? FileAttributeType == .typeSymbolicLink else {
            return attributes[.type] as? FileAttributeType == .typeDirectory
        }
        return (try? FileManager.default.contentsOfDirectory(atPath: path)) != nil
    }

    /// The names of the sound files of a folder, by their names without the ending.
    private static func files(in folder: String) throws -> [String: [String]] {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder)
        } catch {
            throw Failure.noInput("\(folder): cannot be read: \(error.systemReason)")
        }
        let sounds = names.filter { name in
            guard !name.hasPrefix("."), let ending = FilePath(name).pathExtension else { return false }
            return FileContainer(pathExtension: ending) != nil
        }
        return Dictionary(grouping: sounds.sorted()) { FilePath($0).stem }
    }
}
