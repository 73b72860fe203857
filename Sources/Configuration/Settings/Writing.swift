/// The shortest decimal that reads back as `number`, without a needless `.0`.
func decimalText(_ number: Double) -> String {
    let text = number.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}

/// `text` as a TOML string.
///
/// - Source: TOML 1.0, "String": the quotation mark, the backslash and control characters are escaped.
func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": result += "\\\""
        case "\\": result += "\\\\"
        case "\n": result += "\\n"
        case "\t": result += "\\t"
        case _ where scalar.value < 0x20 || scalar.value == 0x7F:
            let digits = String(scalar.value, radix: 16)
            result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result + "\""
}

/// `text`, cut where a message would become unreadable.
func shortened(_ text: String, to limit: Int = 60) -> String {
    text.unicodeScalars.count <= limit
        ? text : String(String.UnicodeScalarView(text.unicodeScalars.prefix(limit))) + "…"
}

/// The key path as TOML has it, its parts joined by dots and quoted where they must be.
func dotted(_ path: [String]) -> String {
    path.map { part in
        let bare = part.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
        return bare && !part.isEmpty ? shortened(part) : quoted(shortened(part))
    }.joined(separator: ".")
}
