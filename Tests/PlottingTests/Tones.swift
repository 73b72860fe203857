import AudioIO
import Foundation
import Plotting

/// Sounds whose spectra are known.
enum Tones {
    /// Seconds of a sine, the same in every channel.
    static func sine(
        hertz: Double,
        amplitude: Float = 0.5,
        seconds: Double = 1,
        sampleRate: Int = 16_000,
        channels: Int = 1
    ) -> [Float] {
        (0..<Int(seconds * Double(sampleRate))).flatMap { n in
            let value = amplitude * Float(sin(2 * .pi * hertz * Double(n) / Double(sampleRate)))
            return [Float](repeating: value, count: channels)
        }
    }

    /// The spectrogram of samples.
    static func spectrogram(
        _ samples: [Float],
        on grid: SpectrogramGrid,
        sampleRate: Int = 16_000,
        channels: Int = 1,
        longestRead: Int = .max
    ) throws -> Spectrogram {
        var source = MemorySource(
            samples,
            format: StreamFormat(sampleRate: sampleRate, channels: channels),
            longestRead: longestRead
        )
        return try Spectrogram(of: &source, at: "tone", on: grid)
    }
}

extension Spectrogram {
    /// The row with the highest level of a column.
    func loudestRow(ofColumn column: Int) -> Int {
        (0..<grid.rows).max { self[column: column, row: $0] < self[column: column, row: $1] } ?? -1
    }

    /// All cells, column after column.
    var cells: [Float] {
        (0..<grid.columns).flatMap { column in (0..<grid.rows).map { self[column: column, row: $0] } }
    }
}
