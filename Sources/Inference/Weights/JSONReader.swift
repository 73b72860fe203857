/// Reads JSON (RFC 8259) strictly: no comments, no name twice in one object, few levels, nothing behind the value.
///
/// The program's other JSON goes through Foundation, which real-time targets leave alone.
struct JSONReader {
    private static let deepest = 8
    private let bytes: [UInt8]
    private var position = 0

    /// The value that `bytes` spell; spaces around it do not matter.
    static func value(of bytes: [UInt8]) throws(JSONFault) -> JSONValue {
        var reader = JSONReader(bytes: bytes)
        let value = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.position == bytes.count else { throw reader.fault("the text ends after its value") }
        return value
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { position += 1 }
    }

    private mutating func take(_ byte: Character) -> Bool {
        skipSpace()
        guard let ascii = byte.asciiValue, next == ascii else { return false }
        position += 1
        return true
    }

    private mutating func value(depth: Int) throws(JSONFault) -> JSONValue {
        guard depth <= Self.deepest else { throw fault("values nest at most \(Self.deepest) deep") }
        if take("{") { return try object(depth: depth) }
        if take("[") { return try list(depth: depth) }
        switch next {
        case UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "t"): return try word("true", .flag(true))
        case UInt8(ascii: "f"): return try word("false", .flag(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func object(depth: Int) throws(JSONFault) -> JSONValue {
        var members: [(name: String, value: JSONValue)] = []
        var names: Set<String> = []
        if take("}") { return .object([]) }
        repeat {
            skipSpace()
            let name = try text()
            guard names.insert(name).inserted else { throw fault("no name stands twice, as `\(name)` does") }
            guard take(":") else { throw fault("a colon stands here") }
            members.append((name, try value(depth: depth + 1)))
        } while take(",")
        guard take("}") else { throw fault("a comma or a closing brace stands here") }
        return .object(members)
    }

    private mutating func list(depth: Int) throws(JSONFault) -> JSONValue {
        var values: [JSONValue] = []
        if take("]") { return .list([]) }
        repeat { values.append(try value(depth: depth + 1)) } while take(",")
        guard take("]") else { throw fault("a comma or a closing bracket stands here") }
        return .list(values)
    }

    private mutating func word(_ word: String, _ value: JSONValue) throws(JSONFault) -> JSONValue {
        guard bytes[position...].starts(with: word.utf8) else { throw fault("a value stands here") }
        position += word.utf8.count
        return value
    }

    private mutating func number() throws(JSONFault) -> JSONValue {
        let start = position
        if next == UInt8(ascii: "-") { position += 1 }
        let first = next
        guard takeDigits() else { throw fault("a value stands here") }
        guard first != UInt8(ascii: "0") || isAlone(start) else {
            throw fault("a number has no needless zero before it")
        }
        if next == UInt8(ascii: ".") {
            position += 1
            guard takeDigits() else { throw fault("a digit stands here") }
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            position += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { position += 1 }
            guard takeDigits() else { throw fault("a digit stands here") }
        }
        return .number(String(decoding: bytes[start..<position], as: UTF8.self))
    }

    /// Whether one digit stands behind `start`, a sign aside.
    private func isAlone(_ start: Int) -> Bool {
        position - start == (bytes[start] == UInt8(ascii: "-") ? 2 : 1)
    }

    private mutating func takeDigits() -> Bool {
        let start = position
        while let byte = next, (0x30...0x39).contains(byte) { position += 1 }
        return position > start
    }

    private mutating func text() throws(JSONFault) -> String {
        guard next == UInt8(ascii: "\"") else { throw fault("a quotation mark stands here") }
        position += 1
        var content: [UInt8] = []
        while let byte = next, byte != UInt8(ascii: "\"") {
            guard byte >= 0x20 else { throw fault("no control character stands here") }
            position += 1
            if byte == UInt8(ascii: "\\") { content += try escape() } else { content.append(byte) }
        }
        guard next != nil else { throw fault("a quotation mark closes the text") }
        position += 1
        guard let text = String(validating: content, as: UTF8.self) else { throw fault("text is UTF-8") }
        return text
    }

    private mutating func escape() throws(JSONFault) -> [UInt8] {
        guard let byte = next else { throw fault("an escape is complete") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"): return Array(String(try scalar()).utf8)
        default: throw fault("an escape is one of \" \\ / b f n r t u")
        }
    }

    private mutating func scalar() throws(JSONFault) -> Unicode.Scalar {
        let first = try codeUnit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard (0xD800..<0xDC00).contains(first), next == UInt8(ascii: "\\") else {
            throw fault("a surrogate has its partner")
        }
        position += 1
        guard next == UInt8(ascii: "u") else { throw fault("a surrogate has its partner") }
        position += 1
        let second = try codeUnit()
        let code = 0x10000 + (first - 0xD800) << 10 + (second &- 0xDC00)
        guard (0xDC00..<0xE000).contains(second), let scalar = Unicode.Scalar(code) else {
            throw fault("a surrogate has its partner")
        }
        return scalar
    }

    private mutating func codeUnit() throws(JSONFault) -> UInt32 {
        let digits = String(decoding: bytes[position..<min(position + 4, bytes.count)], as: UTF8.self)
        guard digits.utf8.count == 4, digits.allSatisfy(\.isHexDigit), let code = UInt32(digits, radix: 16)
        else { throw fault("four hexadecimal digits stand here") }
        position += 4
        return code
    }

    private func fault(_ requirement: String) -> JSONFault {
        JSONFault(position: position, requirement: requirement)
    }
}
