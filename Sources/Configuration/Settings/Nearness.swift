/// Those of `candidates` that `text` may have been meant to be, the nearest first, two at most.
///
/// A candidate is near when few letters differ, when it ends in the same word after its last dot, or when that word
/// starts alike, since people forget tables and units; those of the same table are nearer.
func nearest(to text: String, among candidates: [String]) -> [String] {
    let limit = max(1, min(text.utf8.count / 3, 5))
    let (table, word) = tableAndWord(of: text)
    let ranked = candidates.compactMap { candidate -> (rank: Int, candidate: String)? in
        if let distance = editDistance(text.lowercased(), candidate.lowercased(), limit: limit) {
            return (distance, candidate)
        }
        let (otherTable, otherWord) = tableAndWord(of: candidate)
        guard otherWord == word || (word.utf8.count >= 3 && otherWord.hasPrefix(word)) else { return nil }
        return (limit + (otherWord == word ? 1 : 2) + (otherTable == table ? 0 : 2), candidate)
    }
    guard let best = ranked.map(\.rank).min() else { return [] }
    return Array(ranked.filter { $0.rank == best }.map(\.candidate).prefix(2))
}

/// What stands before the last dot, and what after it, in small letters.
private func tableAndWord(of path: String) -> (table: String, word: String) {
    let path = path.lowercased()
    guard let dot = path.lastIndex(of: ".") else { return ("", path) }
    return (String(path[..<dot]), String(path[path.index(after: dot)...]))
}

/// How many letters must be added, left out, changed or swapped with their neighbour to make `second` of `first`; nil
/// when more than `limit`.
func editDistance(_ first: String, _ second: String, limit: Int) -> Int? {
    let (first, second) = (Array(first.utf8), Array(second.utf8))
    guard abs(first.count - second.count) <= limit else { return nil }
    var beforeLast: [Int] = []
    var last = Array(0...second.count)
    for i in first.indices {
        var row = [i + 1]
        for j in second.indices {
            let change = last[j] + (first[i] == second[j] ? 0 : 1)
            var least = min(change, row[j] + 1, last[j + 1] + 1)
            if i > 0, j > 0, first[i] == second[j - 1], first[i - 1] == second[j] {
                least = min(least, beforeLast[j - 1] + 1)
            }
            row.append(least)
        }
        (beforeLast, last) = (last, row)
    }
    return last[second.count] <= limit ? last[second.count] : nil
}
