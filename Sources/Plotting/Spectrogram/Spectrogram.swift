public import AudioIO
internal import Glibc
internal import RealTime
internal import Spectral

/// Levels of a sound, or differences of levels, on a grid of time and frequency.
public struct Spectrogram: Sendable {
    /// Where the cells are.
    public let grid: SpectrogramGrid
    // Column after column, the lowest row first; NaN where there is no sound or no such frequency.
    private var cells: [Float]

    /// The number of decibels in a cell, NaN where there is nothing to show; row zero has the lowest frequencies.
    public subscript(column column: Int, row row: Int) -> Float { cells[column * grid.rows + row] }

    /// The highest number in any cell; nil where no cell has one.
    public var highest: Float? { cells.lazy.filter { !$0.isNaN }.max() }

    /// The highest level of all; full scale where all is silence.
    ///
    /// - Units: decibels.
    public static func loudest(of spectrograms: [Spectrogram]) -> Float {
        let highest = spectrograms.compactMap(\.highest).max() ?? 0
        return highest > silence ? highest : 0
    }

    /// Reads `source`, called `place` in messages, as far as the grid goes, and measures the mean of its channels.
    ///
    /// A cell is the mean power of what lies in it, in periodic Hann windows at least every quarter of their length;
    /// nothing is skipped, however long a column is. Since the window is as long in time at every rate, equal sounds
    /// have equal cells.
    ///
    /// - Units: decibels, zero being the level of a sine at full scale.
    /// - Throws: `badData` at a sample that is no finite number, and what the source throws.
    public init(
        of source: inout some Source & ~Copyable,
        at place: String,
        on grid: SpectrogramGrid
    ) throws(AudioError) {
        self.grid = grid
        let sampleRate = source.format.sampleRate
        let length = Self.length(windowSeconds: grid.windowSeconds, sampleRate: sampleRate)
        let window = Self.window(length: length)
        let transform = RealFFT(length: length)
        let rows = RowMeans(grid: grid, length: length, sampleRate: sampleRate)
        var sound = SlidingSound(length: length, channels: source.format.channels, place: place)
        var frame = Samples(repeating: 0, count: length)
        var spectrum = Spectrum(repeating: .zero, count: length / 2 + 1)
        var power = Samples(repeating: 0, count: spectrum.count)
        cells = []
        cells.reserveCapacity(grid.columns * grid.rows)
        for column in 0..<grid.columns {
            power.fill(with: 0)
            var spectra = 0
            for index in 0..<grid.spectraPerColumn {
                let centre = Int(grid.centre(ofSpectrum: index, inColumn: column) * Double(sampleRate))
                try sound.take(from: centre - length / 2, of: &source, times: window, into: &frame)
                if let end = sound.end, centre >= end { break }
                transform.forward(&frame, into: &spectrum)
                spectrum.addPower(to: &power)
                spectra += 1
            }
            // Nought by nought is no number, as it should be.
            let scale = 1 / Float(spectra)
            for mean in rows.means(of: power) {
                cells.append(Self.decibels(spectra > 0 ? scale * mean : .nan))
            }
        }
    }

    /// This sound's levels minus those of `reference`, both raised to `floor` where they are below it.
    ///
    /// Without a floor, the difference between two silences would be as large as that between speech and noise.
    ///
    /// - Precondition: equal grids.
    /// - Units: decibels.
    public func difference(from reference: Spectrogram, floor: Float) -> Spectrogram {
        precondition(grid == reference.grid, "only equal grids have the same cells")
        var difference = self
        for index in cells.indices where !cells[index].isNaN {
            let other = reference.cells[index]
            difference.cells[index] = other.isNaN ? .nan : max(cells[index], floor) - max(other, floor)
        }
        return difference
    }

    /// A length that is near the window's and quick to transform.
    private static func length(windowSeconds: Double, sampleRate: Int) -> Int {
        8 * max(2, Int((windowSeconds * Double(sampleRate) / 8).rounded()))
    }

    /// Periodic Hann, with a sum of one, so that a level means the same at every length.
    private static func window(length: Int) -> Samples {
        Samples(
            (0..<length).map { n in Float((1 - cos(2 * .pi * Double(n) / Double(length))) / Double(length)) }
        )
    }

    // Below what 24 bits can hold in one bin, and above what rounding leaves of a loud one.
    private static let silence: Float = -180

    private static func decibels(_ power: Float) -> Float {
        // A full-scale sine has magnitude one half.
        power.isNaN ? .nan : max(silence, 10 * log10f(4 * power))
    }
}
