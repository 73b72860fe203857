public import Suppression

/// A preset: a description and the settings of a denoiser, read from TOML and known to be sound.
///
/// Keys that the text leaves out keep their defaults.
public struct PresetFile: Sendable, Equatable {
    /// Where the text came from: a path, or a word for it.
    public let place: String
    /// What the preset is for, in one line.
    public let description: String
    /// The settings.
    public let settings: DenoiserSettings

    /// Reads the file at `path`.
    ///
    /// - Throws: `ConfigurationError` with everything that is wrong, each with its line.
    public init(path: String) throws(ConfigurationError) {
        try self.init(text: PresetText.read(path: path), place: path)
    }

    /// Reads `text`; messages call its origin `place`.
    ///
    /// - Throws: `ConfigurationError` with everything that is wrong, each with its line.
    public init(text: String, place: String) throws(ConfigurationError) {
        var reading = PresetReading(text: text, place: place)
        let settings = reading.settings()
        guard reading.problems.isEmpty else { throw ConfigurationError(reading.problemsByLine) }
        self.place = place
        self.description = reading.description
        self.settings = settings
    }
}
