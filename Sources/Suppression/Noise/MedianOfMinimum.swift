internal import Glibc

/// What is known of the minimum of `count` correlated short-time powers: Martin's M(D).
///
/// - Source: Martin 2001, table III, with the values for more than 160 frames of Brookes' VOICEBOX (estnoisem);
///   between them linear in 1/sqrt(D), as there.
func medianOfMinimum(count: Int) -> Float {
    let table: [(count: Float, value: Float)] = [
        (1, 0), (2, 0.26), (5, 0.48), (8, 0.58), (10, 0.61), (15, 0.668), (20, 0.705), (30, 0.762), (40, 0.8),
        (60, 0.841), (80, 0.865), (120, 0.89), (140, 0.9), (160, 0.91), (180, 0.92), (220, 0.93),
        (260, 0.935),
        (300, 0.94),
    ]
    let position = 1 / sqrtf(Float(max(1, count)))
    guard let upper = table.firstIndex(where: { 1 / sqrtf($0.count) <= position }) else {
        // Beyond the table 1 - M(D) keeps falling as 1/sqrt(D).
        return 1 - 0.06 * sqrtf(300) * position
    }
    guard upper > 0 else { return 0 }
    let (left, right) = (table[upper - 1], table[upper])
    let (from, to) = (1 / sqrtf(left.count), 1 / sqrtf(right.count))
    return left.value + (right.value - left.value) * (position - from) / (to - from)
}
