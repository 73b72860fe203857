public import RealTime

/// Turns spectra back into hops of sound by windowed overlap-add.
///
/// - Real time: every member but `init`.
/// - Source: Crochiere 1980, weighted overlap-add.
public struct Synthesizer: ~Copyable, Sendable {
    private let geometry: FrameGeometry
    private let window: Samples
    // What later hops of each channel already hold, the next hop first.
    private var pending: Samples
    private var frame: Samples
    private let channels: Int

    /// Makes a synthesizer with nothing pending.
    ///
    /// - Precondition: `channels > 0`.
    /// - Real time: no.
    public init(geometry: FrameGeometry, channels: Int) {
        self.geometry = geometry
        self.channels = channels
        window = Windows(geometry).takeSynthesis(transformLength: geometry.length)
        pending = Samples(repeating: 0, count: geometry.synthesisLength * channels)
        frame = Samples(repeating: 0, count: geometry.length)
    }

    /// Adds the frame of `spectrum` to one channel and takes its next hop; the spectrum is used up.
    ///
    /// - Shapes: `hop` samples are written to `output` at `offset`.
    /// - Real time: yes, O(length log length).
    public mutating func synthesize(
        _ spectrum: inout Spectrum,
        channel: Int,
        with transform: borrowing RealFFT,
        into output: inout Samples,
        at offset: Int
    ) {
        let span = geometry.synthesisLength
        let hop = geometry.hop
        let start = channel * span
        transform.inverse(&spectrum, into: &frame)
        accumulate(frame, at: geometry.length - span, times: window, onto: &pending, at: start)
        output.copy(from: pending, at: start, count: hop, to: offset)
        pending.move(from: start + hop, count: span - hop, to: start)
        pending.fill(with: 0, in: start + span - hop..<start + span)
    }

    /// Drops what is pending.
    ///
    /// - Real time: yes.
    public mutating func reset() {
        pending.fill(with: 0)
    }
}
