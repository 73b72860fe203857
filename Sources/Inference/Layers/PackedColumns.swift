internal import RealTime

/// A matrix as the kernels read it: panels of sixteen columns, each a block of rows, and a bias a column.
///
/// Packed once, when weights are loaded; reading it is a walk through memory.
struct PackedColumns: ~Copyable, Sendable {
    /// The rows: what a product sums over.
    let depth: Int
    /// The panels.
    let panels: Int
    var values: Samples
    var bias: Samples

    /// Packs the matrix whose element in `row` and `column` is `value(row, column)`; the rest of the last panel is zero.
    init(depth: Int, columns: Int, bias: [Float], value: (_ row: Int, _ column: Int) -> Float) {
        self.depth = depth
        panels = Panel.roundedUp(columns) / Panel.columns
        values = Samples(repeating: 0, count: panels * Panel.columns * depth)
        self.bias = Samples(repeating: 0, count: panels * Panel.columns)
        for column in 0..<columns {
            self.bias[column] = bias[column]
            let start = column / Panel.columns * Panel.columns * depth + column % Panel.columns
            for row in 0..<depth { values[start + row * Panel.columns] = value(row, column) }
        }
    }
}
