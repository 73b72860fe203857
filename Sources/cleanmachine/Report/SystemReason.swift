import AudioIO
import FoundationEssentials
import Glibc

extension Error {
    /// Why a call on files failed, in the system's words where it has said it.
    var systemReason: String {
        guard let cause = (self as? CocoaError)?.underlying as? POSIXError else { return "\(self)" }
        return SystemError(code: cause.code.rawValue).text
    }
}
