internal import Glibc

/// White noise of normal distribution that is the same on every machine and in every run.
///
/// - Source: Steele, Lea and Flood 2014, SplitMix64; Box and Muller 1958.
struct SeededNoise {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// A sample of variance one.
    mutating func next() -> Float {
        let radius = sqrt(-2 * log(uniform()))
        return Float(radius * cos(2 * .pi * uniform()))
    }

    /// A number above zero and at most one.
    mutating func uniform() -> Double {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return Double((mixed ^ (mixed >> 31)) >> 11 + 1) / 9_007_199_254_740_992
    }
}
