internal import Glibc

/// A file in the making, under a hidden name beside its final one, which it gets when it is complete.
///
/// In the same folder the last step is one rename, which happens whole or not at all.
struct PartialFile: ~Copyable {
    let descriptor: OwnedDescriptor
    let finalPath: String
    private let path: String
    private let mayReplace: Bool
    private let finalMode: mode_t?
    private var isCommitted = false

    /// Creates the partial file of `finalPath`.
    ///
    /// - Throws: `cannotCreate` when the folder does not let us, when something is there already and `overwrite` is not
    ///   set, or when what is there is no plain file; `inputOutput` when the disk is full.
    init(for finalPath: String, overwrite: Bool, input: FileIdentity?) throws(AudioError) {
        let existing = try Self.existing(at: finalPath, overwrite: overwrite, input: input)
        let target = FilePath(finalPath)
        guard !target.name.isEmpty, target.name != ".", target.name != ".." else {
            throw AudioError(.cannotCreate, at: finalPath, "is a folder; name a file in it")
        }
        let opened = try Self.open(beside: target)
        descriptor = OwnedDescriptor(opened.descriptor)
        path = opened.path
        self.finalPath = finalPath
        mayReplace = overwrite
        finalMode = existing
    }

    /// Makes sure the bytes are on the medium and gives the file its name.
    ///
    /// - Throws: `inputOutput` when the medium fails, `cannotCreate` when something took the name meanwhile.
    mutating func commit() throws(AudioError) {
        if let finalMode { _ = fchmod(descriptor.number, finalMode) }
        if fsync(descriptor.number) != 0 {
            let error = SystemError.latest
            // Some file systems cannot be asked.
            guard error.code == EINVAL else {
                throw error.duringTransfer(at: finalPath, doing: "store the file")
            }
        }
        try mayReplace ? rename() : renameWithoutReplacing()
        isCommitted = true
    }

    deinit {
        if !isCommitted { _ = unsafe unlink(path) }
    }

    private func rename() throws(AudioError) {
        guard unsafe Glibc.rename(path, finalPath) == 0 else {
            throw Self.creationError(.latest, at: finalPath)
        }
    }

    /// A link fails when the name is taken, which a rename does not; where there are no links, look and rename.
    private func renameWithoutReplacing() throws(AudioError) {
        if unsafe link(path, finalPath) == 0 {
            _ = unsafe unlink(path)
            return
        }
        let error = SystemError.latest
        guard error.code != EEXIST, FileIdentity(path: finalPath) == nil else {
            throw AudioError(
                .cannotCreate,
                at: finalPath,
                "was made by someone else meanwhile; it is left as it is"
            )
        }
        try rename()
    }

    /// Checks what is at the final path and returns its permissions, to be kept when it is replaced.
    private static func existing(
        at path: String,
        overwrite: Bool,
        input: FileIdentity?
    ) throws(AudioError) -> mode_t? {
        var facts = stat()
        guard unsafe stat(path, &facts) == 0 else { return nil }
        switch facts.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw AudioError(.cannotCreate, at: path, "is a folder; name a file in it")
        default:
            throw AudioError(.cannotCreate, at: path, "is no plain file; write raw sound to it with pipe")
        }
        guard !overwrite else { return facts.st_mode & 0o777 }
        if FileIdentity(facts) == input {
            throw AudioError(
                .cannotCreate,
                at: path,
                "is the input itself; name another output, or replace it with --force"
            )
        }
        throw AudioError(
            .cannotCreate,
            at: path,
            "exists already; name another output, or replace it with --force"
        )
    }

    /// A partial file that a crash left under the same name is passed by, not written to.
    private static func open(beside target: FilePath) throws(AudioError) -> (descriptor: Int32, path: String)
    {
        let place = target.folder + target.name
        for attempt in 0..<100 {
            let ending = ".part-\(getpid())" + (attempt == 0 ? "" : "-\(attempt)")
            // A name has at most 255 bytes.
            var shown = target.name[...]
            while shown.utf8.count + ending.utf8.count > 254 { shown.removeLast() }
            let path = "\(target.folder).\(shown)\(ending)"
            let descriptor = unsafe Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
            if descriptor >= 0 { return (descriptor, path) }
            let error = SystemError.latest
            guard error.code == EEXIST else { throw creationError(error, at: place) }
        }
        throw AudioError(
            .cannotCreate,
            at: place,
            "too many partial files beside it; remove .\(target.name).part-*"
        )
    }

    private static func creationError(_ error: SystemError, at path: String) -> AudioError {
        switch error.code {
        case ENOSPC, EDQUOT, EIO: error.duringTransfer(at: path, doing: "write")
        case ENOENT, ENOTDIR: AudioError(.cannotCreate, at: path, "there is no such folder; make it first")
        default: AudioError(.cannotCreate, at: path, "cannot be created: \(error.text)\(error.remedy)")
        }
    }
}
