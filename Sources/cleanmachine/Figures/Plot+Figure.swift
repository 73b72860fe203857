import Plotting

extension Plot {
    /// The figure that is asked for.
    func figure(of sounds: [PlotInput], on grid: SpectrogramGrid, _ layout: Layout) throws -> Figure {
        let spectrograms = try sounds.map { try $0.spectrogram(on: grid) }
        let titles = PlotTitles(paths: inputs)
        let loudest = Spectrogram.loudest(of: spectrograms)
        guard difference else {
            return Figure(
                layout: layout,
                scale: .levels(below: top ?? loudest, span: range ?? 80),
                panels: zip(titles.files, spectrograms).map(Figure.Panel.init)
            )
        }
        let differences = spectrograms.dropFirst().map {
            $0.difference(from: spectrograms[0], floor: loudest - 80)
        }
        return Figure(
            layout: layout,
            scale: .differences(upTo: range ?? 30),
            panels: zip(titles.differences, differences).map(Figure.Panel.init)
        )
    }

    /// What was drawn, in a line.
    static func summary(of figure: Figure, _ grid: SpectrogramGrid, _ panels: Int) -> String {
        let time = "\(grid.seconds.lowerBound.decimals(2)) to \(grid.seconds.upperBound.decimals(2)) s"
        let colours = figure.scale.range
        return
            "\(panels) panel\(panels == 1 ? "" : "s"), \(time), 0 to \((grid.highestHertz / 1000).brief) kHz, "
            + "\(colours.lowerBound.decimals(1)) to \(colours.upperBound.decimals(1)) dB"
    }
}
