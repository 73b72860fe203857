internal import RealTime
internal import Spectral

/// Means over each bin's neighbours, from running sums: one pass however wide the neighbourhoods.
struct Neighbourhood: ~Copyable, Sendable {
    private let low: FixedBuffer<Int32>
    private let high: FixedBuffer<Int32>

    /// Makes neighbourhoods of `radius(bin)` bins to either side, cut at the edges.
    init(bins: Int, radius: (Int) -> Int) {
        low = FixedBuffer((0..<bins).map { Int32(max(0, $0 - radius($0))) })
        high = FixedBuffer((0..<bins).map { Int32(min(bins, $0 + radius($0) + 1)) })
    }

    /// Sets `means` from the running sums of the values.
    ///
    /// - Real time: yes, O(bins).
    func means(of sums: borrowing FixedBuffer<Double>, into means: inout Samples) {
        bandMeans(sums: sums, low: low, high: high, into: &means)
    }
}
