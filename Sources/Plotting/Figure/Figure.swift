/// Spectrograms one below the other with common axes and colours.
public struct Figure: Sendable {
    /// One spectrogram and what stands above it.
    public struct Panel: Sendable {
        let title: String
        let spectrogram: Spectrogram

        /// Makes a panel.
        public init(title: String, spectrogram: Spectrogram) {
            (self.title, self.spectrogram) = (title, spectrogram)
        }
    }

    /// What the colours mean.
    public let scale: ColourScale
    let layout: Layout
    let panels: [Panel]

    /// Makes a figure.
    ///
    /// - Precondition: as many panels as the layout has, all on one grid of a cell a pixel.
    public init(layout: Layout, scale: ColourScale, panels: [Panel]) {
        precondition(panels.count == layout.panels.count, "a panel each")
        for (panel, place) in zip(panels, layout.panels) {
            let grid = panel.spectrogram.grid
            precondition(grid == panels[0].spectrogram.grid, "the axes are common")
            precondition(grid.columns == place.width && grid.rows == place.height, "a cell is a pixel")
        }
        (self.layout, self.scale, self.panels) = (layout, scale, panels)
    }

    /// The bytes of the figure's file.
    ///
    /// - Throws: `DrawingError` where memory runs out or Cairo is not installed.
    public func drawn(as format: PictureFormat) throws(DrawingError) -> [UInt8] {
        let canvas = try Canvas(width: layout.width, height: layout.height, format: format)
        let axes = Axes(grid: panels[0].spectrogram.grid, unit: layout.unit)
        for (panel, place) in zip(panels, layout.panels) {
            canvas.draw(PixelImage(of: panel.spectrogram, scale), x: place.x, y: place.y)
            canvas.outline(place, colour: .ink)
            axes.drawTitle(panel.title, above: place, on: canvas)
            axes.drawFrequencies(beside: place, on: canvas)
            axes.drawTimes(below: place, isLabelled: place == layout.panels.last, on: canvas)
        }
        axes.drawNames(around: layout, on: canvas)
        ColourBar(scale: scale, unit: layout.unit).draw(in: layout.colourBar, figure: layout, on: canvas)
        return try canvas.finish()
    }
}
