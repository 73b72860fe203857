internal import CKernels

/// A safetensors file, taken apart and known to be sound: every byte behind the header belongs to one tensor.
public struct SafetensorsFile: Sendable {
    /// A tensor that the header names.
    public struct Entry: Sendable, Equatable {
        /// The type of its elements, as the format calls it: `F32`.
        public let type: String
        /// The sizes of its axes.
        public let shape: [Int]
        /// Its bytes, from the end of the header.
        public let range: Range<Int>
    }

    /// Where it came from.
    public let place: String
    /// The header's own texts.
    public let metadata: [String: String]
    /// The tensors, by name.
    public let entries: [String: Entry]
    private let bytes: [UInt8]
    private let payloadStart: Int

    /// The most that a file and its header may hold.
    static let mostBytes = 256 << 20
    static let mostHeaderBytes = 1 << 20

    /// Takes `bytes` apart.
    ///
    /// - Throws: `WeightError` of kind `damaged`.
    public init(bytes: [UInt8], place: String) throws(WeightError) {
        func damaged(_ message: String) -> WeightError { WeightError(.damaged, at: place, message) }
        guard bytes.count >= 8 else {
            throw damaged(
                "is no safetensors file: it has \(bytes.count) bytes, and the header's length alone has 8"
            )
        }
        let length = (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[$1]) << UInt64(8 * $1) }
        guard length <= UInt64(bytes.count - 8) else {
            throw damaged(
                "says that its header has \(length) bytes, but only \(bytes.count - 8) follow: it is cut short, or no "
                    + "safetensors file; fetch it again"
            )
        }
        guard length <= UInt64(Self.mostHeaderBytes) else {
            throw damaged("has a header of \(length) bytes; at most \(Self.mostHeaderBytes) are read")
        }
        payloadStart = 8 + Int(length)
        let header: JSONValue
        do {
            header = try JSONReader.value(of: Array(bytes[8..<payloadStart]))
        } catch {
            throw damaged(
                "has a header that is no JSON: at byte \(8 + error.position) it must hold that \(error.requirement)"
            )
        }
        guard let members = header.members else { throw damaged("has a header that is no JSON object") }
        self.place = place
        self.bytes = bytes
        metadata = try Self.metadata(members, place)
        entries = try Self.entries(members, payloadBytes: bytes.count - payloadStart, place)
    }

    /// The elements of an `F32` tensor; nil when there is none of the name.
    public func floats(_ name: String) -> [Float]? {
        words(name, type: "F32", width: 4)?.map { Float(bitPattern: UInt32($0)) }
    }

    /// The elements of an `I64` tensor; nil when there is none of the name.
    public func integers(_ name: String) -> [Int]? {
        words(name, type: "I64", width: 8)?.map { Int(Int64(bitPattern: $0)) }
    }

    private func words(_ name: String, type: String, width: Int) -> [UInt64]? {
        guard let entry = entries[name], entry.type == type else { return nil }
        return stride(from: entry.range.lowerBound, to: entry.range.upperBound, by: width).map { offset in
            let start = payloadStart + offset
            return (0..<width).reduce(0) { $0 | UInt64(bytes[start + $1]) << UInt64(8 * $1) }
        }
    }

    /// The SHA-256 digest of all bytes behind the header, in hexadecimal digits.
    public var payloadDigest: String {
        var digest = [UInt8](repeating: 0, count: 32)
        unsafe bytes.withUnsafeBufferPointer { bytes in
            unsafe digest.withUnsafeMutableBufferPointer { digest in
                guard let from = bytes.baseAddress, let to = digest.baseAddress else { return }
                unsafe cm_sha256(from + payloadStart, bytes.count - payloadStart, to)
            }
        }
        return digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func metadata(
        _ members: [String: JSONValue],
        _ place: String
    ) throws(WeightError) -> [String: String] {
        guard let value = members["__metadata__"] else { return [:] }
        guard let texts = value.members?.compactMapValues(\.text), texts.count == value.members?.count else {
            throw WeightError(.damaged, at: place, "has `__metadata__` that is no object of texts")
        }
        return texts
    }

    private static func entries(
        _ members: [String: JSONValue],
        payloadBytes: Int,
        _ place: String
    ) throws(WeightError) -> [String: Entry] {
        var entries: [String: Entry] = [:]
        for (name, value) in members where name != "__metadata__" {
            entries[name] = try entry(name, value, payloadBytes: payloadBytes, place)
        }
        // In the order of their places, each begins where the one before ends.
        var end = 0
        for (name, entry) in entries.sorted(by: {
            ($0.value.range.lowerBound, $0.key) < ($1.value.range.lowerBound, $1.key)
        }) {
            guard entry.range.lowerBound == end else {
                let what =
                    entry.range.lowerBound < end ? "overlaps the tensor before it" : "leaves a gap before it"
                throw WeightError(
                    .damaged,
                    at: place,
                    "tensor `\(name)` \(what), at byte \(entry.range.lowerBound)"
                )
            }
            end = entry.range.upperBound
        }
        guard end == payloadBytes else {
            throw WeightError(
                .damaged,
                at: place,
                "has \(payloadBytes) bytes behind its header, but its tensors take \(end)"
            )
        }
        return entries
    }

    private static func entry(
        _ name: String,
        _ value: JSONValue,
        payloadBytes: Int,
        _ place: String
    ) throws(WeightError) -> Entry {
        func damaged(_ message: String) -> WeightError {
            WeightError(.damaged, at: place, "tensor `\(name)` \(message)")
        }
        guard let members = value.members, members.count == 3, let type = members["dtype"]?.text,
            case .list(let sizes) = members["shape"], case .list(let offsets) = members["data_offsets"]
        else { throw damaged("must have exactly dtype, shape and data_offsets") }
        let shape = sizes.compactMap(\.wholeNumber)
        let places = offsets.compactMap(\.wholeNumber)
        guard shape.count == sizes.count, shape.count <= 8, shape.allSatisfy({ $0 >= 0 }) else {
            throw damaged("has a shape that is no list of up to 8 sizes")
        }
        guard places.count == 2, offsets.count == 2, places[0] >= 0, places[0] <= places[1] else {
            throw damaged("has data_offsets that are no begin and end")
        }
        guard places[1] <= payloadBytes else {
            throw damaged(
                "ends at byte \(places[1]) behind the header, where only \(payloadBytes) are: the file is cut short"
            )
        }
        guard let width = widths[type] else {
            throw damaged(
                "has the unknown type `\(type)`; known are \(widths.keys.sorted().joined(separator: ", "))"
            )
        }
        var needed = width
        for size in shape {
            let (product, isTooLarge) = needed.multipliedReportingOverflow(by: size)
            guard !isTooLarge, product <= mostBytes else {
                throw damaged(
                    "claims a shape of \(shape), more than the \(mostBytes) bytes that a file may hold"
                )
            }
            needed = product
        }
        guard needed == places[1] - places[0] else {
            throw damaged("of shape \(shape) takes \(needed) bytes, but has \(places[1] - places[0])")
        }
        return Entry(type: type, shape: shape, range: places[0]..<places[1])
    }

    private static let widths = [
        "BOOL": 1, "U8": 1, "I8": 1, "U16": 2, "I16": 2, "F16": 2, "BF16": 2, "U32": 4, "I32": 4, "F32": 4,
        "U64": 8,
        "I64": 8, "F64": 8,
    ]
}
