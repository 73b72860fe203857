internal import CKernels
public import RealTime

// The safe faces of the convolution kernel and of the layout that it reads: ranges are checked once a layer.

extension TiledConvolution {
    func convolve(
        _ input: borrowing TiledPlane,
        into output: inout TiledPlane,
        _ workspace: inout TileWorkspace
    ) {
        unsafe run(prepared(input, into: &output, &workspace))
        output.clearOverhang()
    }

    func convolve(
        _ input: borrowing TiledPlane,
        into output: inout TiledPlane,
        rectified: inout TiledPlane,
        _ workspace: inout TileWorkspace
    ) {
        precondition(rectified.hasLayout(of: output))
        var convolution = unsafe prepared(input, into: &output, &workspace)
        unsafe convolution.rectified = rectified.storage.pointer + rectified.origin
        unsafe run(convolution)
        output.clearOverhang()
        rectified.clearOverhang()
    }

    func convolve(
        _ input: borrowing TiledPlane,
        adding other: borrowing TiledPlane,
        into output: inout TiledPlane,
        _ workspace: inout TileWorkspace
    ) {
        precondition(other.hasLayout(of: output))
        var convolution = unsafe prepared(input, into: &output, &workspace)
        unsafe convolution.add = UnsafePointer(other.storage.pointer + other.origin)
        unsafe run(convolution)
        output.clearOverhang()
    }

    @unsafe
    private func prepared(
        _ input: borrowing TiledPlane,
        into output: inout TiledPlane,
        _ workspace: inout TileWorkspace
    ) -> cm_convolution {
        precondition(input.channels == inputs && output.channels == outputs)
        precondition(input.frequencies == output.frequencies)
        precondition(input.margin >= max(padding, taps - 1 - padding))
        let stride = transformedStride(for: input.frequencies)
        if groups > 0 {
            precondition(workspace.transformed.count >= cm_tile_points * inputs * stride)
        }
        precondition(workspace.sums.count >= taps * inputs + Panel.columns)
        let hasSlopes = activation.slopes.count > 0
        return unsafe cm_convolution(
            x: input.storage.pointer + input.origin,
            x_channel_stride: input.stride,
            inputs: inputs,
            outputs: outputs,
            taps: taps,
            padding: padding,
            rows: input.frequencies,
            panels: TiledPlane.panels(of: input.frequencies),
            groups: groups,
            filters: filters.pointer,
            row_filters: rowFilters.pointer,
            bias: bias.pointer,
            slopes: hasSlopes ? activation.slopes.pointer : nil,
            slope: activation.slope,
            activation: activation.kind,
            add: nil,
            y: output.storage.pointer + output.origin,
            rectified: nil,
            y_channel_stride: output.stride,
            transformed: workspace.transformed.pointer,
            transformed_stride: stride,
            sums: workspace.sums.pointer
        )
    }

    @unsafe
    private func run(_ convolution: cm_convolution) {
        var convolution = unsafe convolution
        unsafe cm_convolve(&convolution)
    }
}

extension TiledPlane {
    /// Whether every value lies where the other plane has it.
    fileprivate func hasLayout(of other: borrowing TiledPlane) -> Bool {
        frequencies == other.frequencies && channels == other.channels && stride == other.stride
    }

    /// Moves the channels from `start` on one down, `depth` in all, and puts `column` in the last of them.
    ///
    /// - Shapes: `column` holds a value a frequency.
    /// - Real time: yes.
    public mutating func shiftIn(_ column: borrowing Samples, from start: Int = 0, depth: Int) {
        precondition(column.count == frequencies && start >= 0 && start + depth <= channels && depth > 0)
        let first = origin + start * stride
        storage.move(from: first + stride, count: (depth - 1) * stride, to: first)
        let last = first + (depth - 1) * stride
        unsafe cm_split_rows(column.pointer, frequencies, storage.pointer + last, stride)
    }

    /// Copies the only channel.
    func copyColumn(into column: inout Samples) {
        precondition(channels == 1 && column.count == frequencies)
        unsafe cm_join_rows(storage.pointer + origin, stride, column.pointer, frequencies)
    }
}
