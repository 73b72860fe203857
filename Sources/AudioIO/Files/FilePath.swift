/// A path taken apart.
public struct FilePath: Sendable, Equatable {
    /// Everything up to and including the last slash; empty for a name alone.
    public let folder: String
    /// What follows the last slash.
    public let name: String

    /// Takes `path` apart.
    public init(_ path: String) {
        let slash = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
        folder = String(path[..<slash])
        name = String(path[slash...])
    }

    /// What follows the last dot of the name, if something does; a leading dot marks a hidden file, not an ending.
    public var pathExtension: String? {
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return nil }
        let ending = name[name.index(after: dot)...]
        return ending.isEmpty ? nil : String(ending)
    }

    /// The name without the ending and its dot.
    public var stem: String {
        guard let pathExtension else { return name }
        return String(name.dropLast(pathExtension.count + 1))
    }
}
