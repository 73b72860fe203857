extension StreamFormat {
    /// The sample rates that can be processed: below 1 kHz there is no speech, above 768 kHz no converter.
    public static let sampleRates = 1_000...768_000
    /// The channel counts that can be processed.
    public static let channelCounts = 1...64

    /// Returns this shape when it lies within the limits.
    ///
    /// - Throws: `badData` with the limit that was broken.
    public func validated(at place: String) throws(AudioError) -> StreamFormat {
        guard Self.sampleRates.contains(sampleRate) else {
            throw AudioError(
                .badData,
                at: place,
                "a sample rate of \(sampleRate) Hz; it must lie between \(Self.sampleRates.lowerBound) and "
                    + "\(Self.sampleRates.upperBound) Hz"
            )
        }
        guard Self.channelCounts.contains(channels) else {
            throw AudioError(
                .badData,
                at: place,
                "\(channels) channels; there must be between \(Self.channelCounts.lowerBound) and "
                    + "\(Self.channelCounts.upperBound)"
            )
        }
        return self
    }
}
