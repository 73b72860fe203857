/// What a sound file says about itself, all that an output needs to be of the same kind.
///
/// Left out: cue points, broadcast (BWF) and cart chunks, pictures. They would need rewriting for another length or
/// container, and a wrong one is worse than none.
public struct FileDescription: Sendable, Equatable {
    /// Container, encoding, byte order.
    public var format: FileFormat
    /// Rate and channels.
    public var stream: StreamFormat
    /// The length; nil when the file does not know it.
    public var frames: Int?
    /// Title, artist and so on.
    public var tags: FileTags
    /// Which speaker each channel is for, in libsndfile's numbers; empty when the file does not say.
    public var channelMap: [Int32]

    /// Makes a description.
    public init(
        format: FileFormat,
        stream: StreamFormat,
        frames: Int? = nil,
        tags: FileTags = FileTags(),
        channelMap: [Int32] = []
    ) {
        self.format = format
        self.stream = stream
        self.frames = frames
        self.tags = tags
        self.channelMap = channelMap
    }

    /// The description of an output in `container`, with the nearest encoding and everything else kept.
    ///
    /// - Throws: `cannotCreate` when the container cannot hold the rate or the channels.
    public func converted(to container: FileContainer, place: String) throws(AudioError) -> FileDescription {
        var result = self
        result.format = try .nearest(to: format, in: container, stream: stream, place: place)
        return result
    }
}
