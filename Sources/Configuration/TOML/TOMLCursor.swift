/// A place in the bytes of a TOML text, and the tokens that can be read there.
///
/// - Source: TOML 1.0, "Keys", "String", "Integer", "Float", "Boolean".
struct TOMLCursor {
    /// The most parts that a key may have: the library recurses once for each, without a bound of its own.
    private static let mostKeyParts = 16

    /// How many bytes have been read.
    private(set) var position = 0
    /// The line reached, from 1.
    private(set) var line = 1
    private var lineStart = 0
    private let bytes: [UInt8]

    /// Stands at the beginning of `bytes`, past a byte-order mark.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { (position, lineStart) = (3, 3) }
    }

    /// The byte here; nil past the end.
    var next: UInt8? { peek(0) }

    /// A fault here.
    func fault(_ requirement: String, given: String? = nil) -> TOMLFault {
        let column = bytes[lineStart..<min(position, bytes.count)].count { $0 & 0xC0 != 0x80 } + 1
        return TOMLFault(line: line, column: column, requirement: requirement, given: given ?? found)
    }

    /// A key's parts.
    ///
    /// - Throws: `TOMLFault` where none stands here.
    mutating func key() throws(TOMLFault) -> [String] {
        var parts: [String] = []
        while true {
            skipBlank()
            if next == UInt8(ascii: "\"") || next == UInt8(ascii: "'") {
                parts.append(try string())
            } else {
                let part = word(of: Self.isBare)
                guard !part.isEmpty else { throw fault("must have a key here") }
                parts.append(part)
            }
            guard parts.count <= Self.mostKeyParts else {
                throw fault("must have keys of at most \(Self.mostKeyParts) parts", given: "more")
            }
            skipBlank()
            guard take(".") else { return parts }
        }
    }

    /// What a string of any of the four kinds says.
    ///
    /// - Throws: `TOMLFault` where it does not end, or holds NUL, at which the library would cut it.
    mutating func string() throws(TOMLFault) -> String {
        let start = self
        guard let quote = next else { throw fault("must have a string here") }
        let escapes = quote == UInt8(ascii: "\"")
        let long = peek(1) == quote && peek(2) == quote
        advance(long ? 3 : 1)
        let inside = position
        while let byte = next, long || byte != UInt8(ascii: "\n") {
            if escapes, byte == UInt8(ascii: "\\") {
                advance(2)
            } else if byte == quote, !long || (peek(1) == quote && peek(2) == quote) {
                // Up to two quotation marks may stand before the three that end a long string.
                while long, peek(3) == quote { advance() }
                let said = String(decoding: bytes[inside..<position], as: UTF8.self)
                advance(long ? 3 : 1)
                let text = escapes ? unescaped(said) : said
                guard !text.unicodeScalars.contains("\0") else {
                    throw start.fault("must hold no NUL character", given: "one")
                }
                return text
            } else {
                advance()
            }
        }
        throw start.fault("must have its closing quotation marks", given: "open to the end")
    }

    /// A number, a truth value, a date or a time.
    ///
    /// - Throws: `TOMLFault` for other words, which people forget to quote, and for what the library aborts at.
    mutating func plainValue() throws(TOMLFault) {
        let start = self
        let text = word {
            Self.isBare($0) || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ":")
        }
        guard PlainValue.isOne(text) else {
            let given = text.isEmpty ? start.found : shortened(text)
            throw start.fault(
                "must have a value here: text in quotation marks, a number, true or false",
                given: given
            )
        }
    }

    /// Reads `character` if it stands here, and says whether it did.
    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        advance()
        return true
    }

    /// Goes past spaces and tabs.
    mutating func skipBlank() {
        while next == UInt8(ascii: " ") || next == UInt8(ascii: "\t") { advance() }
    }

    /// Goes past spaces, comments and the ends of lines.
    mutating func skipBlankLines() {
        while let byte = next {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"): advance()
            case UInt8(ascii: "#"): skipToLineEnd()
            default: return
            }
        }
    }

    /// Goes to the end of the line, where only a comment may stand.
    ///
    /// - Throws: `TOMLFault` where something else does.
    mutating func endLine() throws(TOMLFault) {
        skipBlank()
        guard let byte = next, byte != UInt8(ascii: "#") else { return skipToLineEnd() }
        guard byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") else {
            throw fault("must have the end of the line here")
        }
    }

    /// Goes to the end of the line.
    mutating func skipToLineEnd() {
        while let byte = next, byte != UInt8(ascii: "\n") { advance() }
    }

    private mutating func word(of isPart: (UInt8) -> Bool) -> String {
        let start = position
        while let byte = next, isPart(byte) { advance() }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private func peek(_ ahead: Int) -> UInt8? {
        position + ahead < bytes.count ? bytes[position + ahead] : nil
    }

    private mutating func advance(_ count: Int = 1) {
        for _ in 0..<count where position < bytes.count {
            position += 1
            if bytes[position - 1] == UInt8(ascii: "\n") { (line, lineStart) = (line + 1, position) }
        }
    }

    /// What stands here, for a message.
    private var found: String {
        guard let byte = next else { return "the end of the file" }
        if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { return "the end of the line" }
        let rest = String(decoding: bytes[position..<min(position + 4, bytes.count)], as: UTF8.self)
        return rest.unicodeScalars.first.map { quoted(String($0)) } ?? "nothing"
    }

    private static func isBare(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default:
            false
        }
    }
}

/// What the inside of a basic string says; faulty escapes are left to the library.
private func unescaped(_ inside: String) -> String {
    let letters: [Unicode.Scalar: Unicode.Scalar] = [
        "b": "\u{8}", "t": "\t", "n": "\n", "f": "\u{C}", "r": "\r",
    ]
    var result = String.UnicodeScalarView()
    var rest = inside.unicodeScalars[...]
    while let scalar = rest.popFirst() {
        guard scalar == "\\", let escape = rest.popFirst() else {
            result.append(scalar)
            continue
        }
        guard escape == "u" || escape == "U" else {
            result.append(letters[escape] ?? escape)
            continue
        }
        let digits = rest.prefix(escape == "u" ? 4 : 8)
        rest = rest.dropFirst(digits.count)
        if let code = UInt32(String(digits), radix: 16), let scalar = Unicode.Scalar(code) {
            result.append(scalar)
        }
    }
    return String(result)
}
