internal import RealTime
internal import Spectral

/// The minimum of the smoothed power over the last second and a half: a second opinion on the noise that no long word
/// can raise.
///
/// - Source: after Martin 2001, minimum statistics, with a fixed smoothing of 50 ms and a fixed bias.
struct SlidingMinimum: ~Copyable, Sendable {
    /// The estimate, one power a bin.
    private(set) var minimum: Samples
    private var smoothed: Samples
    private var current: Samples
    private var past: Samples
    // The minima of the finished windows, one after the other.
    private var finished: Samples
    private let windowHops: Int
    private let weight: Float
    private var hops = 0
    private var isFresh = true

    private static let windows = 8
    private static let bias: Float = 1.6
    private static let unknown: Float = 1e30

    init(geometry: FrameGeometry) {
        minimum = Samples(repeating: 0, count: geometry.bins)
        smoothed = Samples(repeating: 0, count: geometry.bins)
        current = Samples(repeating: Self.unknown, count: geometry.bins)
        past = Samples(repeating: Self.unknown, count: geometry.bins)
        finished = Samples(repeating: Self.unknown, count: geometry.bins * Self.windows)
        windowHops = geometry.frames(seconds: 1.5 / Float(Self.windows))
        weight = geometry.smoothing(seconds: 0.05)
    }

    /// Takes the next frame; the first one starts from `noisePower`.
    ///
    /// - Real time: yes, O(bins).
    mutating func update(power: borrowing Samples, noisePower: borrowing Samples) {
        if isFresh {
            smoothed.copy(from: noisePower)
            isFresh = false
        }
        slidingMinimum(
            power: power,
            past: past,
            weight: weight,
            bias: Self.bias,
            smoothed: &smoothed,
            current: &current,
            minimum: &minimum
        )
        hops += 1
        if hops % windowHops == 0 { finishWindow(hops / windowHops % Self.windows) }
    }

    /// Forgets the past.
    ///
    /// - Real time: yes.
    mutating func reset() {
        current.fill(with: Self.unknown)
        past.fill(with: Self.unknown)
        finished.fill(with: Self.unknown)
        hops = 0
        isFresh = true
    }

    private mutating func finishWindow(_ slot: Int) {
        let bins = current.count
        finished.copy(from: current, at: 0, count: bins, to: slot * bins)
        past.copy(from: current)
        for window in 0..<Self.windows { takeMinimum(finished, at: window * bins, into: &past) }
        current.copy(from: smoothed)
    }
}
