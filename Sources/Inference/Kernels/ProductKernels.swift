internal import CKernels
internal import RealTime

// The safe faces of the product kernel: ranges are checked once a layer.

/// How a product walks through what it multiplies.
struct Walk {
    /// Where the first row begins.
    let start: Int
    /// From one row of results to the next.
    let rowStride: Int
    /// The stretches that one result sums over, and the step between them.
    let taps: Int
    let tapStride: Int
    /// The values of one stretch.
    let depth: Int

    /// The values from the first to behind the last that `rows` rows read.
    func extent(rows: Int) -> Range<Int> {
        start..<start + (rows - 1) * rowStride + (taps - 1) * tapStride + depth
    }
}

extension Plane {
    /// A walk over the rows one by one.
    var rowWalk: Walk {
        Walk(start: origin, rowStride: stride, taps: 1, tapStride: 0, depth: channels)
    }
}

/// Where the rows of results go.
struct Landing {
    let start: Int
    let rowStride: Int
    let rows: Int
    /// Whether what lies there is added to.
    var isAccumulating = false
}

/// Multiplies rows of `x` by packed columns.
func multiply(
    _ x: borrowing Samples,
    _ walk: Walk,
    by columns: borrowing PackedColumns,
    _ activation: borrowing PackedActivation,
    into y: inout Samples,
    _ landing: Landing
) {
    precondition(walk.taps * walk.depth == columns.depth && landing.rows > 0)
    let read = walk.extent(rows: landing.rows)
    precondition(read.lowerBound >= 0 && read.upperBound <= x.count)
    let end = landing.start + (landing.rows - 1) * landing.rowStride + columns.panels * Panel.columns
    precondition(landing.start >= 0 && end <= y.count)
    let hasSlopes = activation.slopes.count > 0
    var product = unsafe cm_product(
        x: x.pointer + walk.start,
        row_stride: walk.rowStride,
        taps: walk.taps,
        tap_stride: walk.tapStride,
        depth: walk.depth,
        w: columns.values.pointer,
        w_row_stride: Panel.columns,
        w_panel_stride: Panel.columns * columns.depth,
        bias: columns.bias.pointer,
        y: y.pointer + landing.start,
        y_row_stride: landing.rowStride,
        rows: landing.rows,
        panels: columns.panels,
        accumulate: landing.isAccumulating ? 1 : 0,
        activation: activation.kind,
        slope: activation.slope,
        slopes: hasSlopes ? activation.slopes.pointer : nil
    )
    unsafe cm_multiply_matrices(&product)
}

/// Multiplies the rows of a plane by a matrix from the left: every result row is a sum of rows.
func mix(
    rowsOf x: borrowing Plane,
    by matrix: borrowing Samples,
    bias: borrowing Samples,
    _ activation: borrowing PackedActivation,
    into y: inout Plane,
    isAccumulating: Bool
) {
    precondition(x.stride == y.stride && x.stride % Panel.columns == 0 && bias.count == x.stride)
    precondition(matrix.count == y.frequencies * x.frequencies)
    let hasSlopes = activation.slopes.count > 0
    var product = unsafe cm_product(
        x: matrix.pointer,
        row_stride: x.frequencies,
        taps: 1,
        tap_stride: 0,
        depth: x.frequencies,
        w: x.storage.pointer + x.origin,
        w_row_stride: x.stride,
        w_panel_stride: Panel.columns,
        bias: bias.pointer,
        y: y.storage.pointer + y.origin,
        y_row_stride: y.stride,
        rows: y.frequencies,
        panels: x.stride / Panel.columns,
        accumulate: isAccumulating ? 1 : 0,
        activation: activation.kind,
        slope: activation.slope,
        slopes: hasSlopes ? activation.slopes.pointer : nil
    )
    unsafe cm_multiply_matrices(&product)
}
