import AudioIO
import Glibc
import Plotting
import RealTime

/// A sound file to be plotted.
struct PlotInput {
    let path: String
    let sampleRate: Int
    private let frames: Int

    /// Its length.
    var seconds: Double { Double(frames) / Double(sampleRate) }

    /// Looks at the file at `path`.
    ///
    /// - Throws: `AudioError`; also where there is no sound in it.
    init(path: String) throws {
        var facts = stat()
        // It is opened twice, which a pipe would answer by waiting forever.
        if unsafe stat(path, &facts) == 0, ![S_IFREG, S_IFDIR].contains(facts.st_mode & S_IFMT) {
            throw AudioError(.noInput, at: path, "is no plain file; save the sound to one first")
        }
        var source = try FileSource(path: path)
        self.path = path
        sampleRate = source.format.sampleRate
        frames = try source.description.frames ?? Self.count(&source)
        guard frames > 0 else {
            throw AudioError(.badData, at: path, "holds no sound; the recording may have failed")
        }
    }

    /// Measures the file on `grid`, and says so where sound is missing.
    func spectrogram(on grid: SpectrogramGrid) throws -> Spectrogram {
        var source = try FileSource(path: path)
        let spectrogram = try Spectrogram(of: &source, at: path, on: grid)
        if source.isTruncated {
            StandardError.write(
                "cleanmachine: \(path): shorter than its header says; what is there was drawn"
            )
        }
        return spectrogram
    }

    /// The frames of a file that does not say how many there are.
    private static func count(_ source: inout FileSource) throws -> Int {
        let frames = 4_096
        var block = Samples(repeating: 0, count: frames * source.format.channels)
        while try source.read(into: &block, frames: frames) > 0 {}
        return source.framesRead
    }
}
