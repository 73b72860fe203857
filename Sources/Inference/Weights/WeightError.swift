/// Why a file of weights cannot be used.
public struct WeightError: Error, Equatable {
    /// What sort of fault it is.
    public enum Kind: String, Sendable {
        /// There is no such file.
        case missing
        /// The file cannot be read.
        case unreadable
        /// The file is no sound safetensors file, or not what it says it is.
        case damaged
        /// The file is sound, but holds another network than this program knows.
        case unsupported
    }

    /// The sort of fault.
    public let kind: Kind
    /// The file.
    public let place: String
    /// What is wrong, what must hold, and what to do where that is not plain.
    public let message: String

    /// Makes an error.
    public init(_ kind: Kind, at place: String, _ message: String) {
        self.kind = kind
        self.place = place
        self.message = message
    }
}

extension WeightError: CustomStringConvertible {
    /// One line.
    public var description: String { "\(place): \(message)" }
}
