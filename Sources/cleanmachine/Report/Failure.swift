import AudioIO
import Glibc

/// An end of the program with a message and an exit code of sysexits.
struct Failure: Error {
    let status: Int32
    let message: String?

    /// The command line asks for something impossible.
    static func usage(_ message: String) -> Failure { Failure(status: 64, message: message) }
    /// The input is not what it should be.
    static func badData(_ message: String) -> Failure { Failure(status: 65, message: message) }
    /// The input is not there.
    static func noInput(_ message: String) -> Failure { Failure(status: 66, message: message) }
    /// The output cannot be made.
    static func cannotCreate(_ message: String) -> Failure { Failure(status: 73, message: message) }
    /// The settings are wrong.
    static func configuration(_ message: String) -> Failure { Failure(status: 78, message: message) }
}

extension AudioError {
    /// The exit code.
    var status: Int32 {
        switch kind {
        case .noInput: 66
        case .badData: 65
        case .cannotCreate: 73
        case .inputOutput: 74
        case .unavailable: 69
        case .closed: 0
        }
    }
}
