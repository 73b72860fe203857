/// An end that can fail in a way that reopening does not mend.
public protocol EndingEarly {
    /// Why the stream ended early; nil when it did not.
    ///
    /// - Precondition: the engine that used the end has ended.
    var error: AudioError? { get }
}

extension SourceCapture: EndingEarly where Input: ~Copyable {}
extension SinkPlayback: EndingEarly where Output: ~Copyable {}
