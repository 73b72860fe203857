/// Those of `candidates` that `text` may have been meant to be, the nearest first, two at most.
///
/// A candidate is near when few letters differ, when it ends in the same word after its last dot, or when that word
/// starts alike: people forget tables and units.
func nearest(to text: String, among candidates: [String]) -> [String] {
    func lastWord(_ path: String) -> Substring {
        path.split(separator: ".", omittingEmptySubsequences: false).last ?? ""
    }
    let limit = max(1, min(text.utf8.count / 3, 5))
    let word = lastWord(text).lowercased()
    let ranked = candidates.compactMap { candidate -> (rank: Int, candidate: String)? in
        if let distance = editDistance(text.lowercased(), candidate.lowercased(), limit: limit) {
            return (distance, candidate)
        }
        let other = lastWord(candidate).lowercased()
        if other == word { return (limit, candidate) }
        guard word.utf8.count >= 3, other.hasPrefix(word) else { return nil }
        return (limit + 1, candidate)
    }
    guard let best = ranked.map(\.rank).min() else { return [] }
    return Array(ranked.filter { $0.rank == best }.map(\.candidate).prefix(2))
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
