/// The outline of a TOML text: where its keys stand, where it is no TOML, and what of it the library may read.
///
/// The library keeps the positions of values to itself, stops at its first error, and ends the process at some texts
/// that are no TOML (`[[[a]]]`, `a = [}`, a time that breaks off). So this walks over the text first, finds every fault
/// and leaves the library the sound lines. Values still come from the library alone.
struct TOMLOutline {
    /// A key or a table that is written a second time.
    struct Repetition: Equatable {
        let path: [String]
        let line: Int
        let firstLine: Int
    }

    /// How deep arrays and inline tables may nest.
    private static let deepest = 16

    /// Where the text is no TOML, in its order.
    private(set) var faults: [TOMLFault] = []
    /// Keys and tables that are written more than once, in the order of the text.
    private(set) var repetitions: [Repetition] = []
    /// The keys whose values are faulty or repeated.
    private(set) var lost: Set<[String]> = []
    /// The text with spaces in the place of faulty and repeated keys and values; nil where a table's header is so,
    /// since nobody knows what the keys below it belong to, and where there are too many faults to go on.
    private(set) var readable: String?

    private var cursor: TOMLCursor
    private var lines: [[String]: Int] = [:]
    /// The first lines of tables that are only named in their keys: `a` in `a.b = 1`.
    private var impliedLines: [[String]: Int] = [:]

    /// Walks over `text`.
    init(_ text: String) {
        var bytes = Array(text.utf8)
        cursor = TOMLCursor(bytes)
        var table: [String] = []
        var headersAreSound = true
        cursor.skipBlankLines()
        while cursor.next != nil, faults.count + repetitions.count < PresetReading.mostProblems {
            let start = cursor.position
            let known = (faults.count, repetitions.count)
            var path: [String] = []
            let isHeader = cursor.next == UInt8(ascii: "[")
            do throws(TOMLFault) {
                if isHeader { table = try header() } else { try assignment(under: table, depth: 0, &path) }
                try cursor.endLine()
            } catch {
                faults.append(error)
                cursor.skipToLineEnd()
            }
            if (faults.count, repetitions.count) != known {
                headersAreSound = headersAreSound && !isHeader
                lost.insert(path)
                for index in start..<cursor.position where bytes[index] != UInt8(ascii: "\n") {
                    bytes[index] = UInt8(ascii: " ")
                }
            }
            cursor.skipBlankLines()
        }
        readable = headersAreSound && cursor.next == nil ? String(decoding: bytes, as: UTF8.self) : nil
    }

    /// The line of the key or the table at `path`, or of the nearest table around it; nil when there is none.
    func line(of path: [String]) -> Int? {
        var path = path
        while !path.isEmpty {
            if let line = lines[path] ?? impliedLines[path] { return line }
            path.removeLast()
        }
        return nil
    }

    /// Whether the key or the table at `path` is written in the text.
    func contains(_ path: [String]) -> Bool {
        lines[path] != nil
    }

    private mutating func header() throws(TOMLFault) -> [String] {
        let line = cursor.line
        _ = cursor.take("[")
        let isArray = cursor.take("[")
        var path = try cursor.key()
        guard cursor.take("]"), !isArray || cursor.take("]") else {
            throw cursor.fault("must have the closing bracket of the table's name here")
        }
        // Each element of an array of tables is a table of its own.
        if isArray { path.append("[\(line)]") }
        note(path, line)
        return path
    }

    /// A key, the equals sign and the value; `path` is the key's as soon as it is known.
    private mutating func assignment(under table: [String], depth: Int, _ path: inout [String])
        throws(TOMLFault)
    {
        let line = cursor.line
        path = table + (try cursor.key())
        note(path, line)
        guard cursor.take("=") else { throw cursor.fault("must have an equals sign here") }
        try value(at: path, depth: depth)
    }

    /// A value; the keys in it are noted below `path`, and not at all where that is nil, inside of arrays.
    private mutating func value(at path: [String]?, depth: Int) throws(TOMLFault) {
        guard depth < Self.deepest else {
            throw cursor.fault("must nest at most \(Self.deepest) deep", given: "deeper")
        }
        cursor.skipBlank()
        switch cursor.next {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): _ = try cursor.string()
        case UInt8(ascii: "["): try array(depth: depth)
        case UInt8(ascii: "{"): try inlineTable(at: path, depth: depth)
        default: try cursor.plainValue()
        }
        cursor.skipBlank()
    }

    private mutating func array(depth: Int) throws(TOMLFault) {
        _ = cursor.take("[")
        cursor.skipBlankLines()
        while !cursor.take("]") {
            try value(at: nil, depth: depth + 1)
            cursor.skipBlankLines()
            guard cursor.take(",") || cursor.next == UInt8(ascii: "]") else {
                throw cursor.fault("must have a comma or the array's closing bracket here")
            }
            cursor.skipBlankLines()
        }
    }

    private mutating func inlineTable(at path: [String]?, depth: Int) throws(TOMLFault) {
        _ = cursor.take("{")
        cursor.skipBlank()
        guard !cursor.take("}") else { return }
        repeat {
            var inner: [String] = []
            if let path {
                try assignment(under: path, depth: depth + 1, &inner)
            } else {
                _ = try cursor.key()
                guard cursor.take("=") else { throw cursor.fault("must have an equals sign here") }
                try value(at: nil, depth: depth + 1)
            }
        } while cursor.take(",")
        guard cursor.take("}") else {
            throw cursor.fault("must have a comma or the table's closing brace here")
        }
    }

    private mutating func note(_ path: [String], _ line: Int) {
        for count in 1..<max(1, path.count) {
            let outer = Array(path.prefix(count))
            if impliedLines[outer] == nil { impliedLines[outer] = line }
        }
        if let firstLine = lines[path] {
            repetitions.append(Repetition(path: path, line: line, firstLine: firstLine))
        } else {
            lines[path] = line
        }
    }
}
