internal import Glibc

/// An `errno`, taken the moment a call fails.
package struct SystemError: Equatable {
    let code: Int32

    /// The error with the system's number `code`.
    package init(code: Int32) { self.code = code }

    static var latest: SystemError { SystemError(code: errno) }

    package var text: String {
        guard let text = unsafe strerror(code) else { return "error \(code)" }
        return unsafe String(cString: text)
    }

    /// What the user can do about it, as the end of a sentence; empty when nothing can be said.
    var remedy: String {
        switch code {
        case ENOSPC, EDQUOT: "; make room or write elsewhere"
        case EFBIG: "; the file system or a limit (ulimit -f) allows no larger file"
        case EIO: "; the medium or the connection to it is failing"
        case EACCES, EPERM: "; check the permissions"
        case EROFS: "; write elsewhere"
        case EMFILE, ENFILE: "; too many files are open, try fewer jobs"
        default: ""
        }
    }

    /// The error of reading or writing midway.
    func duringTransfer(at place: String, doing action: String) -> AudioError {
        if code == EPIPE {
            return AudioError(.closed, at: place, "the reader has gone")
        }
        return AudioError(.inputOutput, at: place, "cannot \(action): \(text)\(remedy)")
    }
}
