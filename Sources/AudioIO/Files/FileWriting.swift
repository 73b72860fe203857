internal import CSndFile
internal import Glibc

/// The state behind libsndfile's writing: a descriptor, and the first thing that went wrong with it.
///
/// libsndfile writes headers and last blocks when it closes a file and does not always say when that failed. With its
/// calls routed through here, no failure is lost.
final class FileWriting {
    private let descriptor: Int32
    private(set) var failure: SystemError?

    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    fileprivate var length: sf_count_t {
        var facts = stat()
        guard unsafe fstat(descriptor, &facts) == 0 else { return -1 }
        return sf_count_t(facts.st_size)
    }

    fileprivate var position: sf_count_t { sf_count_t(lseek(descriptor, 0, SEEK_CUR)) }

    fileprivate func seek(to offset: sf_count_t, from origin: Int32) -> sf_count_t {
        sf_count_t(lseek(descriptor, off_t(offset), origin))
    }

    fileprivate func read(into target: UnsafeMutableRawPointer?, count: sf_count_t) -> sf_count_t {
        while true {
            let got = unsafe Glibc.read(descriptor, target, Int(count))
            if got >= 0 || errno != EINTR { return sf_count_t(max(got, 0)) }
        }
    }

    fileprivate func write(_ source: UnsafeRawPointer?, count: sf_count_t) -> sf_count_t {
        guard let source = unsafe source else { return 0 }
        var written = 0
        while written < Int(count) {
            let result = unsafe Glibc.write(descriptor, source + written, Int(count) - written)
            if result >= 0 {
                written += result
            } else if errno != EINTR {
                failure = failure ?? .latest
                break
            }
        }
        return sf_count_t(written)
    }
}

extension FileWriting {
    /// The calls libsndfile makes; each finds its `FileWriting` in the pointer it is handed.
    static var calls: SF_VIRTUAL_IO {
        unsafe SF_VIRTUAL_IO(
            get_filelen: { unsafe FileWriting.of($0)?.length ?? -1 },
            seek: { unsafe FileWriting.of($2)?.seek(to: $0, from: $1) ?? -1 },
            read: { unsafe FileWriting.of($2)?.read(into: $0, count: $1) ?? 0 },
            write: { unsafe FileWriting.of($2)?.write($0, count: $1) ?? 0 },
            tell: { unsafe FileWriting.of($0)?.position ?? -1 }
        )
    }

    /// Itself as libsndfile keeps it; valid as long as this object lives.
    var pointer: UnsafeMutableRawPointer { unsafe Unmanaged.passUnretained(self).toOpaque() }

    private static func of(_ pointer: UnsafeMutableRawPointer?) -> FileWriting? {
        guard let pointer = unsafe pointer else { return nil }
        return unsafe Unmanaged<FileWriting>.fromOpaque(pointer).takeUnretainedValue()
    }
}
