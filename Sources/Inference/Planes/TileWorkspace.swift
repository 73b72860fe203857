internal import CKernels
internal import RealTime

/// Room for what lies between the transforms of convolutions, shared by all layers of a network.
///
/// - Real time: every member but `init` and `reserve`.
public struct TileWorkspace: ~Copyable, Sendable {
    var transformed = Samples(repeating: 0, count: 0)
    var sums = Samples(repeating: 0, count: 0)

    /// Makes one without room.
    public init() {}

    /// Makes room for `layer` over as many rows.
    ///
    /// - Real time: no.
    public mutating func reserve(for layer: borrowing TiledConvolution, frequencies: Int) {
        let tiles = cm_tile_points * layer.inputs * layer.transformedStride(for: frequencies)
        let block = cm_tile_block * cm_tile_points * 2 * Panel.columns
        let sums = max(block, layer.taps * layer.inputs + Panel.columns)
        if tiles > transformed.count { transformed = Samples(repeating: 0, count: tiles) }
        if sums > self.sums.count { self.sums = Samples(repeating: 0, count: sums) }
    }
}

extension TiledConvolution {
    /// The values from one channel of transformed tiles to the next.
    func transformedStride(for frequencies: Int) -> Int {
        Panel.roundedUp(TiledPlane.panels(of: frequencies) * Panel.columns + max(groups, 1) - 1)
    }
}
