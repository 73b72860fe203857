internal import CKernels
internal import RealTime

/// The activations of one frame, channel by channel, with zeros on both sides: the layout for `TiledConvolution`.
///
/// A channel holds its rows split by their remainder modulo four, so that a vector of tiles of four rows is read and
/// written as it lies. The zeros before each stretch are those behind the one before it.
///
/// - Real time: every member but `init`.
public struct TiledPlane: ~Copyable, Sendable {
    /// The number of rows.
    public let frequencies: Int
    /// The number of channels.
    public let channels: Int
    /// The rows of zeros before the first row and after the last.
    public let margin: Int
    /// From one channel to the next, a whole number of panels in each of the four stretches.
    let stride: Int
    /// Where the first row of the first channel lies.
    let origin: Int
    var storage: Samples

    /// The rows of a tile.
    static let tile = cm_tile_rows
    /// The rows of a panel: sixteen tiles.
    static let panelRows = tile * Panel.columns

    /// Allocates a plane of zeros.
    ///
    /// - Precondition: at least one row and one channel.
    /// - Real time: no.
    public init(frequencies: Int, channels: Int, margin: Int = 0) {
        precondition(frequencies > 0 && channels > 0 && margin >= 0, "a plane has rows and channels")
        self.frequencies = frequencies
        self.channels = channels
        self.margin = margin
        let zeros = Self.tiles(of: margin)
        let tiles = max(Self.tiles(of: frequencies), Self.panels(of: frequencies) * Panel.columns)
        stride = Self.tile * Panel.roundedUp(tiles + zeros)
        origin = Panel.roundedUp(zeros)
        // Vectors of tiles reach beyond the last channel.
        storage = Samples(repeating: 0, count: origin + channels * stride + 3 * Panel.columns + zeros)
    }

    /// The value of one channel at one frequency.
    public subscript(frequency: Int, channel: Int) -> Float {
        get { storage[place(frequency, channel)] }
        set { storage[place(frequency, channel)] = newValue }
    }

    /// Sets every value to zero.
    public mutating func clear() { storage.fill(with: 0) }

    /// The panels that a plane is computed in; a few rows behind them are cheaper one by one.
    static func panels(of frequencies: Int) -> Int {
        let whole = frequencies / panelRows
        return whole > 0 && frequencies % panelRows <= tile ? whole : whole + 1
    }

    /// Zeroes what the last panel has computed behind the last row.
    mutating func clearOverhang() {
        let end = Self.panels(of: frequencies) * Panel.columns
        guard end * Self.tile > frequencies else { return }
        for channel in 0..<channels {
            for row in frequencies..<frequencies + Self.tile {
                let start = origin + channel * stride + row % Self.tile * (stride / Self.tile)
                storage.fill(with: 0, in: start + row / Self.tile..<start + max(end, row / Self.tile))
            }
        }
    }

    private func place(_ frequency: Int, _ channel: Int) -> Int {
        origin + channel * stride + frequency % Self.tile * (stride / Self.tile) + frequency / Self.tile
    }

    private static func tiles(of rows: Int) -> Int { (rows + tile - 1) / tile }
}
