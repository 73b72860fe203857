/// The cells of a spectrogram: columns of equal time, rows of equal bandwidth from zero up.
///
/// Sounds of any rates and lengths that are measured on one grid can be compared cell by cell.
public struct SpectrogramGrid: Sendable, Equatable {
    /// The time from the first column's start to the last one's end.
    public let seconds: ClosedRange<Double>
    /// The upper end of the last row.
    public let highestHertz: Double
    /// Cells along time.
    public let columns: Int
    /// Cells along frequency.
    public let rows: Int
    /// How much sound one spectrum is made of.
    public let windowSeconds: Double

    /// Makes a grid.
    ///
    /// 32 ms of sound tell the harmonics of a low voice apart and still show where a plosive is.
    ///
    /// - Precondition: all numbers are positive, the range is not empty and does not begin before zero.
    public init(
        seconds: ClosedRange<Double>,
        highestHertz: Double,
        columns: Int,
        rows: Int,
        windowSeconds: Double = 0.032
    ) {
        precondition(seconds.lowerBound >= 0 && seconds.upperBound > seconds.lowerBound)
        precondition(highestHertz > 0 && columns > 0 && rows > 0 && windowSeconds > 0)
        (self.seconds, self.highestHertz, self.windowSeconds) = (seconds, highestHertz, windowSeconds)
        (self.columns, self.rows) = (columns, rows)
    }

    /// The time of one column.
    var columnSeconds: Double { (seconds.upperBound - seconds.lowerBound) / Double(columns) }

    /// Spectra that a column is the mean of: one every quarter of a window, and at least one.
    var spectraPerColumn: Int { max(1, Int((columnSeconds / (windowSeconds / 4)).rounded(.up))) }

    /// The middle of a column's spectrum.
    ///
    /// - Units: seconds.
    func centre(ofSpectrum spectrum: Int, inColumn column: Int) -> Double {
        let share = (Double(spectrum) + 0.5) / Double(spectraPerColumn)
        return seconds.lowerBound + (Double(column) + share) * columnSeconds
    }
}
