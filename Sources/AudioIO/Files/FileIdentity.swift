internal import Glibc

/// What makes a file itself, by whatever name it is called.
public struct FileIdentity: Sendable, Equatable {
    let device: UInt
    let inode: UInt

    init(_ facts: stat) {
        device = UInt(facts.st_dev)
        inode = UInt(facts.st_ino)
    }

    /// The identity of what is at `path`, links followed; nil when nothing is there.
    public init?(path: String) {
        var facts = stat()
        guard unsafe stat(path, &facts) == 0 else { return nil }
        self.init(facts)
    }
}
