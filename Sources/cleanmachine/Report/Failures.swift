import AudioIO
import Configuration

/// What went wrong with some of many files: each is reported at once, the first decides the exit code.
struct Failures {
    private var first: Int32?

    /// Does `work`, and reports what it throws instead of stopping.
    mutating func collect(_ work: () throws -> Void) throws {
        do {
            try work()
        } catch {
            guard Self.status(of: error) != nil else { throw error }
            add(error)
        }
    }

    /// Reports `error`.
    mutating func add(_ error: any Error) {
        StandardError.write("cleanmachine: \(Self.text(of: error))")
        if first == nil { first = Self.status(of: error) ?? 70 }
    }

    /// Ends the program with the first failure's code, if there was one.
    func rethrow() throws {
        if let first { throw Failure(status: first, message: nil) }
    }

    /// The exit code of an error of ours; nil for others.
    static func status(of error: any Error) -> Int32? {
        switch error {
        case let failure as Failure: failure.status
        case let error as AudioError: error.status
        case let error as ConfigurationError: error.exitStatus
        default: nil
        }
    }

    /// What the user reads.
    static func text(of error: any Error) -> String {
        switch error {
        case let failure as Failure: failure.message ?? ""
        case let error as AudioError: error.description
        case let error as ConfigurationError: error.description
        default: "\(error)"
        }
    }
}
