internal import Glibc

extension SafetensorsFile {
    /// Reads the file at `path`.
    ///
    /// - Throws: `WeightError` when it cannot be read or is no sound safetensors file.
    public init(path: String) throws(WeightError) {
        try self.init(bytes: Self.bytes(path: path), place: path)
    }

    private static func bytes(path: String) throws(WeightError) -> [UInt8] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            let isMissing = errno == ENOENT || errno == ENOTDIR
            throw WeightError(
                isMissing ? .missing : .unreadable,
                at: path,
                "cannot be opened: \(systemText())"
            )
        }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw WeightError(.unreadable, at: path, "is no file of weights but a folder or a device")
        }
        guard status.st_size <= mostBytes else {
            throw WeightError(
                .unreadable,
                at: path,
                "has \(status.st_size) bytes; files of weights have at most \(mostBytes)"
            )
        }
        let size = Int(status.st_size)
        var count = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, initialized in
            while count < size {
                let got = unsafe read(descriptor, buffer.baseAddress.map { unsafe $0 + count }, size - count)
                if got < 0, errno == EINTR { continue }
                guard got > 0 else { break }
                count += got
            }
            initialized = count
        }
        guard count == size else {
            throw WeightError(.unreadable, at: path, "cannot be read to its end: \(systemText())")
        }
        return bytes
    }

    private static func systemText() -> String { unsafe String(cString: strerror(errno)) }
}
