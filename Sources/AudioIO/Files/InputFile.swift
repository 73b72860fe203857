internal import Glibc

/// A file that is open for reading, before it is known to hold sound.
struct InputFile: ~Copyable {
    let descriptor: OwnedDescriptor
    let identity: FileIdentity
    /// Whether its WAV header promises more bytes than there are.
    let isShorterThanPromised: Bool

    /// - Throws: `noInput` when it cannot be opened or is a folder, `badData` when it is empty.
    init(path: String) throws(AudioError) {
        let number = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard number >= 0 else {
            let error = SystemError.latest
            throw AudioError(.noInput, at: path, "cannot be opened: \(error.text)\(error.remedy)")
        }
        let descriptor = OwnedDescriptor(number)
        var facts = stat()
        guard unsafe fstat(number, &facts) == 0 else {
            throw AudioError(.noInput, at: path, "cannot be examined: \(SystemError.latest.text)")
        }
        let isShorterThanPromised: Bool
        switch facts.st_mode & S_IFMT {
        case S_IFDIR:
            throw AudioError(.noInput, at: path, "is a folder; name the files in it")
        case S_IFREG:
            guard facts.st_size > 0 else {
                throw AudioError(.badData, at: path, "is empty; the recording may have failed")
            }
            isShorterThanPromised = Self.promisesMore(
                than: Int(facts.st_size),
                descriptor: number,
                path: path
            )
        default:
            isShorterThanPromised = false
        }
        self.descriptor = descriptor
        self.isShorterThanPromised = isShorterThanPromised
        identity = FileIdentity(facts)
    }

    /// libsndfile mends such a header silently, so it is read here once more; a header of another kind promises nothing.
    private static func promisesMore(than size: Int, descriptor: Int32, path: String) -> Bool {
        defer { lseek(descriptor, 0, SEEK_SET) }
        guard let header = (try? StreamHead(reading: descriptor, place: path))?.header,
            let promised = header.dataBytes
        else { return false }
        return header.headerBytes + promised > size
    }
}
