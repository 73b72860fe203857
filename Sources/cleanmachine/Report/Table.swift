/// Columns of text, the first aligned left, the others right.
struct Table {
    private var rows: [[String]]

    /// Starts with a heading.
    init(_ heading: [String]) {
        rows = [heading]
    }

    /// Adds a row of as many cells as the heading has.
    mutating func add(_ row: [String]) {
        precondition(row.count == rows[0].count)
        rows.append(row)
    }

    /// The table, a line a row, with a rule under the heading.
    var text: String {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        var lines = rows.map { row in
            row.indices.map { column in
                let padding = String(repeating: " ", count: widths[column] - row[column].count)
                return column == 0 ? row[column] + padding : padding + row[column]
            }
            .joined(separator: "  ")
        }
        lines.insert(widths.map { String(repeating: "-", count: $0) }.joined(separator: "  "), at: 1)
        return lines.joined(separator: "\n")
    }
}
