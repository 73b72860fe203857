internal import CKernels
internal import RealTime

// The safe faces of the kernels that work on planes.

extension Plane {
    /// Adds the values of a plane of the same shape.
    ///
    /// - Real time: yes.
    public mutating func add(_ other: borrowing Plane) {
        precondition(other.frequencies == frequencies && other.stride == stride)
        unsafe cm_add_to(
            other.storage.pointer + other.origin,
            storage.pointer + origin,
            frequencies * stride
        )
    }

    /// Applies `activation`, which has no slopes of its own a channel.
    ///
    /// - Real time: yes.
    mutating func apply(_ activation: borrowing PackedActivation) {
        precondition(activation.slopes.count == 0)
        unsafe cm_activate(
            storage.pointer + origin,
            frequencies * stride,
            activation.kind,
            activation.slope
        )
    }
}

/// One step of gated units in every row.
func gatedStep(
    input: borrowing Samples,
    hidden: borrowing Samples,
    rows: Int,
    columns: Int,
    state: inout Plane
) {
    precondition(columns % Panel.columns == 0 && state.stride == columns && state.frequencies == rows)
    precondition(input.count >= rows * 3 * columns && hidden.count >= rows * 3 * columns)
    unsafe cm_gated_step(
        input.pointer,
        hidden.pointer,
        state.storage.pointer + state.origin,
        rows,
        columns
    )
}

/// Normalises each row.
func normalize(
    rowsOf x: borrowing Plane,
    gain: borrowing Samples,
    shift: borrowing Samples,
    epsilon: Float,
    into y: inout Plane
) {
    precondition(x.frequencies == y.frequencies && x.channels == y.channels)
    precondition(gain.count == x.channels && shift.count == x.channels)
    unsafe cm_layer_norm(
        x.storage.pointer + x.origin,
        x.stride,
        y.storage.pointer + y.origin,
        y.stride,
        x.frequencies,
        x.channels,
        gain.pointer,
        shift.pointer,
        epsilon
    )
}

/// Adds the taps that input rows give to the output rows that they reach.
func overlap(
    taps: borrowing Samples,
    tapsStride: Int,
    rows: Int,
    kernel: Int,
    stride: Int,
    padding: Int,
    bias: borrowing Samples,
    into y: inout Plane
) {
    precondition(bias.count == y.channels && kernel * y.channels <= tapsStride)
    precondition(taps.count >= rows * tapsStride && stride > 0 && padding >= 0)
    unsafe cm_overlap_taps(
        taps.pointer,
        tapsStride,
        rows,
        kernel,
        y.channels,
        stride,
        padding,
        bias.pointer,
        y.storage.pointer + y.origin,
        y.stride,
        y.frequencies
    )
}
