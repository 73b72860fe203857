/// The values that TOML writes without quotation marks or brackets.
///
/// - Source: TOML 1.0, "Integer" to "Local Time".
enum PlainValue {
    /// Whether `text` has the shape of one; whether a month has a 31st is the library's to say.
    static func isOne(_ text: String) -> Bool {
        if text == "true" || text == "false" { return true }
        let bytes = Array(text.utf8)
        return isNumber(bytes) || isDate(bytes) || isTime(bytes)
    }

    private static func isNumber(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
        if rest.elementsEqual("inf".utf8) || rest.elementsEqual("nan".utf8) { return true }
        if rest.starts(with: "0x".utf8) || rest.starts(with: "0o".utf8) || rest.starts(with: "0b".utf8) {
            return rest.count > 2
                && rest.dropFirst(2).allSatisfy {
                    isDigit($0) || isHexadecimalLetter($0) || $0 == UInt8(ascii: "_")
                }
        }
        guard digits(&rest) else { return false }
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            guard digits(&rest) else { return false }
        }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest.removeFirst()
            if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
            guard digits(&rest) else { return false }
        }
        return rest.isEmpty
    }

    /// Goes past digits and the underscores between them.
    private static func digits(_ rest: inout ArraySlice<UInt8>) -> Bool {
        guard let first = rest.first, isDigit(first) else { return false }
        rest = rest.drop { isDigit($0) || $0 == UInt8(ascii: "_") }
        return true
    }

    private static func isDate(_ bytes: [UInt8]) -> Bool {
        guard matches(bytes.prefix(10), "dddd-dd-dd") else { return false }
        guard bytes.count > 10 else { return true }
        guard bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: "t") else { return false }
        var time = bytes[11...]
        if time.last == UInt8(ascii: "Z") || time.last == UInt8(ascii: "z") {
            time.removeLast()
        } else if matches(time.suffix(6), "+dd:dd") || matches(time.suffix(6), "-dd:dd") {
            time.removeLast(6)
        }
        return isTime(Array(time))
    }

    private static func isTime(_ bytes: [UInt8]) -> Bool {
        guard matches(bytes.prefix(8), "dd:dd:dd") else { return false }
        let fraction = bytes.dropFirst(8)
        return fraction.isEmpty
            || (fraction.first == UInt8(ascii: ".") && fraction.count > 1
                && fraction.dropFirst().allSatisfy(isDigit))
    }

    /// Whether `bytes` look like `pattern`, in which `d` stands for any digit.
    private static func matches(_ bytes: ArraySlice<UInt8>, _ pattern: String) -> Bool {
        bytes.count == pattern.utf8.count
            && zip(bytes, pattern.utf8).allSatisfy { $1 == UInt8(ascii: "d") ? isDigit($0) : $0 == $1 }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isHexadecimalLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
    }
}
