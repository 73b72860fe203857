/// What the header of a WAV stream says.
public struct WAVHeader: Sendable, Equatable {
    /// How a sample is written.
    public var sampleFormat: SampleFormat
    /// Rate and channels.
    public var format: StreamFormat
    /// The bytes of sound the header promises; nil when it was written before that was known, so that sound lasts until
    /// the end of the stream.
    public var dataBytes: Int?
    /// The bytes before the sound.
    public var headerBytes: Int

    /// Makes a header.
    public init(sampleFormat: SampleFormat, format: StreamFormat, dataBytes: Int?, headerBytes: Int) {
        self.sampleFormat = sampleFormat
        self.format = format
        self.dataBytes = dataBytes
        self.headerBytes = headerBytes
    }

    /// The size of one frame.
    public var bytesPerFrame: Int { sampleFormat.bytesPerSample * format.channels }
}
