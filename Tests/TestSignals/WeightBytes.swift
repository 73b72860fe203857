internal import Foundation

/// A file of weights, its header apart, to be written anew with another one.
public struct WeightBytes {
    /// The header's JSON.
    public let header: String
    /// What follows it.
    public let payload: [UInt8]

    /// Reads the file at `path`.
    public init(path: String) throws {
        let bytes = try Array(Data(contentsOf: URL(fileURLWithPath: path)))
        let length = (0..<8).reduce(0) { $0 | Int(bytes[$1]) << (8 * $1) }
        header = String(decoding: bytes[8..<8 + length], as: UTF8.self)
        payload = Array(bytes[(8 + length)...])
    }

    /// A file with the given header; `length` is what it says of the header's own.
    public static func file(_ header: String, _ payload: [UInt8], length: UInt64? = nil) -> [UInt8] {
        let count = length ?? UInt64(header.utf8.count)
        return (0..<8).map { UInt8(truncatingIfNeeded: count >> (8 * UInt64($0))) } + Array(header.utf8)
            + payload
    }
}
