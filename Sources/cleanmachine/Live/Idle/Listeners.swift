import ALSA

/// Knows whether anybody records what is played.
protocol Listeners {
    /// Becomes readable when things may have changed; nil where one must look now and then.
    var descriptor: Int32? { get }
    /// Whether somebody records now.
    mutating func arePresent() -> Bool
}

extension LoopbackListeners: Listeners {
    var descriptor: Int32? { nil }
    mutating func arePresent() -> Bool { isAnyoneRecording }
}
