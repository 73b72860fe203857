/// Names that may have been meant.
package enum NearName {
    /// The few of `known` that differ from `name`, by little, the nearest first.
    package static func among(_ known: [String], to name: String) -> [String] {
        let wanted = Array(name.lowercased().utf8)
        let limit = max(2, wanted.count / 3)
        let distances = known.filter { $0 != name }.map {
            ($0, distance(wanted, Array($0.lowercased().utf8)))
        }
        return distances.filter { $0.1 <= limit }.sorted { ($0.1, $0.0) < ($1.1, $1.0) }.prefix(3).map(\.0)
    }

    /// How many bytes must be changed, added or taken away.
    ///
    /// - Source: Levenshtein 1966.
    static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var row = Array(0...right.count)
        for (line, byte) in left.enumerated() {
            var diagonal = row[0]
            row[0] = line + 1
            for (column, other) in right.enumerated() {
                let above = row[column + 1]
                row[column + 1] = min(above + 1, row[column] + 1, diagonal + (byte == other ? 0 : 1))
                diagonal = above
            }
        }
        return row[right.count]
    }
}
