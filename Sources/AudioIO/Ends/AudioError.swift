/// Why sound could not be read or written.
public struct AudioError: Error, Equatable {
    /// What went wrong, and with it what the user can do.
    public enum Kind: Sendable, Equatable {
        /// The input does not exist or cannot be opened; another name helps.
        case noInput
        /// The input is no sound, or damaged; another file helps.
        case badData
        /// The output cannot be made; another place or permission helps.
        case cannotCreate
        /// Reading or writing failed midway; room or a repaired medium helps.
        case inputOutput
        /// The reader of our output has gone; nothing is wrong.
        case closed
        /// The device is absent, busy or forbidden now, or a library is not installed; it may be had later, or another one is
        /// named.
        case unavailable
    }

    /// What went wrong.
    public var kind: Kind
    /// Where: a path, or the name of a stream such as `standard input`.
    public var place: String
    /// What was found and what was expected, and what to do about it.
    public var message: String

    /// Makes an error.
    public init(_ kind: Kind, at place: String, _ message: String) {
        self.kind = kind
        self.place = place
        self.message = message
    }
}

extension AudioError: CustomStringConvertible {
    /// The place and the message.
    public var description: String { "\(place): \(message)" }
}
