import Glibc

/// A folder of its own for one test, removed at the end.
final class Folder: Sendable {
    let path: String

    init() {
        var template = Array("/tmp/cleanmachine-test-XXXXXX".utf8CString)
        path = unsafe template.withUnsafeMutableBufferPointer { name in
            guard let start = name.baseAddress, let made = unsafe mkdtemp(start) else {
                return "/nonexistent"
            }
            return unsafe String(cString: made)
        }
    }

    deinit {
        for name in names {
            _ = unsafe unlink(file(name))
        }
        _ = unsafe rmdir(path)
    }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    /// The names of everything in the folder, hidden ones too.
    var names: [String] {
        guard let listing = unsafe opendir(path) else { return [] }
        defer { unsafe closedir(listing) }
        var found: [String] = []
        while let entry = unsafe readdir(listing) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { field in
                unsafe String(cString: UnsafeRawPointer(field).assumingMemoryBound(to: CChar.self))
            }
            if name != ".", name != ".." { found.append(name) }
        }
        return found.sorted()
    }

    func write(_ bytes: [UInt8], to name: String) {
        let descriptor = unsafe open(file(name), O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        _ = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, bytes.count) }
        close(descriptor)
    }

    func bytes(of name: String) -> [UInt8] {
        let descriptor = unsafe open(file(name), O_RDONLY)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        var all: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let got = unsafe chunk.withUnsafeMutableBytes {
                unsafe read(descriptor, $0.baseAddress, $0.count)
            }
            guard got > 0 else { return all }
            all += chunk.prefix(got)
        }
    }
}
