/// A rectangle of colours.
public struct PixelImage: Sendable, Equatable {
    /// Pixels from left to right.
    public let width: Int
    /// Pixels from top to bottom.
    public let height: Int
    private var colours: [Colour]

    /// Makes an image by asking for each pixel's colour.
    init(width: Int, height: Int, colour: (_ column: Int, _ row: Int) -> Colour) {
        self.width = width
        self.height = height
        colours = []
        colours.reserveCapacity(width * height)
        for row in 0..<height {
            for column in 0..<width { colours.append(colour(column, row)) }
        }
    }

    /// Makes the picture of a spectrogram: a cell a pixel, the lowest frequencies at the bottom.
    public init(of spectrogram: Spectrogram, _ scale: ColourScale) {
        let rows = spectrogram.grid.rows
        self.init(width: spectrogram.grid.columns, height: rows) { column, row in
            scale.colour(of: spectrogram[column: column, row: rows - 1 - row])
        }
    }

    /// The colour of one pixel, counted from the top left.
    public subscript(column column: Int, row row: Int) -> Colour { colours[row * width + column] }
}
