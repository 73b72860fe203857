internal import RealTime

/// From the bins of a transform to the rows of a grid.
struct RowMeans {
    /// What of the bins lies in a row: a bin reaches half its distance to either side.
    private struct Share {
        let first: Int
        let weights: [Float]
    }

    private let shares: [Share]

    /// Shares the bins of a transform of `length` samples out to the rows of `grid`.
    init(grid: SpectrogramGrid, length: Int, sampleRate: Int) {
        let binHertz = Double(sampleRate) / Double(length)
        let rowHertz = grid.highestHertz / Double(grid.rows)
        let end = Double(length / 2 + 1)
        shares = (0..<grid.rows).map { row in
            // In bins, the lowest one's reach beginning at zero.
            let from = Double(row) * rowHertz / binHertz + 0.5
            let to = min(end, Double(row + 1) * rowHertz / binHertz + 0.5)
            // Half a row above half the sample rate there is nothing to be seen.
            guard (Double(row) + 0.5) * rowHertz <= Double(sampleRate) / 2, to > from else {
                return Share(first: 0, weights: [])
            }
            let first = Int(from)
            let last = min(Int(to.rounded(.up)), length / 2 + 1)
            let weights = (first..<last).map { bin in
                Float((min(to, Double(bin + 1)) - max(from, Double(bin))) / (to - from))
            }
            return Share(first: first, weights: weights)
        }
    }

    /// The mean of `power` over each row; NaN where the sound has no such frequencies.
    func means(of power: borrowing Samples) -> [Float] {
        var means: [Float] = []
        means.reserveCapacity(shares.count)
        for share in shares {
            var sum: Float = share.weights.isEmpty ? .nan : 0
            for (offset, weight) in share.weights.enumerated() { sum += weight * power[share.first + offset] }
            means.append(sum)
        }
        return means
    }
}
