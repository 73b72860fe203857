public import RealTime
public import Spectral

/// The noise under the speech: the start of the stream or a profile first, then the chosen tracker.
///
/// ```
/// power ─▶ silent? ─ yes ─▶ (keep the estimate)
///             └ no ─▶ first moments? ─ yes ─▶ average, less where a voice fills it ─▶ noisePower
///                          └ no ─▶ tracker ────────────────────────────────────────▶ noisePower
/// ```
/// Digital silence says nothing about the noise (a muted microphone, a stream that starts late), so the estimate
/// stands still in it and the start waits for the first sound. That sound is a word as often as noise: a start that is
/// voiced does not count as noise.
///
/// - Real time: every member but `init`.
public struct NoiseEstimator: ~Copyable, Sendable {
    /// The estimate after the last frame.
    ///
    /// - Shapes: `bins` values, all positive and finite.
    /// - Units: squared magnitude of the scaled spectrum.
    public private(set) var noisePower: Samples
    private var tracker: SelectedTracker
    private var start: NoiseStart
    private var profile: Samples
    private var hasProfile = false

    /// Makes an estimator for frames of `geometry` that knows the noise of `profile` or, without one, of none.
    ///
    /// - Precondition: the profile was measured in the same geometry.
    /// - Real time: no.
    public init(geometry: FrameGeometry, settings: NoiseSettings, profile measured: NoiseProfile? = nil) {
        noisePower = Samples(repeating: NoiseBounds.least, count: geometry.bins)
        profile = Samples(repeating: NoiseBounds.least, count: geometry.bins)
        tracker = SelectedTracker(geometry: geometry, settings: settings)
        start = NoiseStart(geometry: geometry, settings: settings)
        if let measured {
            load(profile: Samples(measured.power))
        } else {
            reset()
        }
    }

    /// Takes the power of the next frame.
    ///
    /// - Shapes: `bins` values.
    /// - Units: squared magnitude of the scaled spectrum.
    /// - Real time: yes, O(bins).
    public mutating func update(power: borrowing Samples) {
        let frameTotal = total(power)
        guard frameTotal > NoiseBounds.least * Float(power.count) else { return }
        if start.isOver {
            tracker.update(power: power, noisePower: &noisePower)
        } else {
            start.take(power, frameTotal: frameTotal, into: &noisePower)
            if start.isOver { tracker.start(from: noisePower) }
        }
    }

    /// Starts anew from a known noise, now and at every reset.
    ///
    /// - Shapes: `bins` values.
    /// - Units: squared magnitude of the scaled spectrum.
    /// - Real time: yes, O(bins).
    public mutating func load(profile known: borrowing Samples) {
        bound(known, into: &profile)
        hasProfile = true
        reset()
    }

    /// Starts anew, as a new estimator with the same profile would.
    ///
    /// - Real time: yes, O(bins).
    public mutating func reset() {
        noisePower.copy(from: profile)
        tracker.start(from: noisePower)
        start.reset()
        if hasProfile { start.skip() }
    }

    /// Copies the probability of speech in every bin of the last frame; false when the tracker knows none.
    ///
    /// - Shapes: `bins` values.
    /// - Real time: yes.
    public borrowing func copyPresence(into presence: inout Samples) -> Bool {
        tracker.copyPresence(into: &presence)
    }
}
