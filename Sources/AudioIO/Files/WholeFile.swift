internal import Glibc

/// Files of any kind that have their name only when they are complete.
public enum WholeFile {
    /// Makes sure that `write` can make the file, before work is put into its content.
    ///
    /// - Throws: `cannotCreate` when the folder does not let us, or when something is there already and `overwrite` is
    ///   not set.
    public static func check(path: String, overwrite: Bool) throws(AudioError) {
        _ = try PartialFile(for: path, overwrite: overwrite, input: nil)
    }

    /// Writes `bytes` to `path`.
    ///
    /// - Throws: as `check` does; `inputOutput` when the medium fails, and then nothing is left behind.
    public static func write(_ bytes: [UInt8], to path: String, overwrite: Bool) throws(AudioError) {
        var file = try PartialFile(for: path, overwrite: overwrite, input: nil)
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { all in
                unsafe Glibc.write(
                    file.descriptor.number,
                    all.baseAddress.map { unsafe $0 + written },
                    all.count - written
                )
            }
            if count >= 0 {
                written += count
            } else if errno != EINTR {
                throw SystemError.latest.duringTransfer(at: path, doing: "write")
            }
        }
        try file.commit()
    }
}
