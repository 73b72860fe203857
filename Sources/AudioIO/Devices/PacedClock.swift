internal import RealTime

/// Counts the frames that a device would have moved by now if it kept perfect time.
struct PacedClock: Sendable {
    private let rate: Double
    private var start: Int?

    /// Makes a clock that stands still.
    init(sampleRate: Int) {
        rate = Double(sampleRate)
    }

    /// Whether it runs.
    var isRunning: Bool { start != nil }

    /// Starts it at zero.
    mutating func restart() { start = MonotonicTime.now() }

    /// Stops it.
    mutating func stop() { start = nil }

    /// The frames that have passed.
    var frames: Int {
        guard let start else { return 0 }
        return Int(Double(MonotonicTime.now() - start) * 1e-9 * rate)
    }

    /// The moment at which `frames` frames will have passed.
    func moment(of frames: Int) -> Int { (start ?? 0) + Int((Double(frames) / rate * 1e9).rounded(.up)) }
}
