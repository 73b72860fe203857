public import RealTime

/// Turns hops of sound into spectra and remembers the sound.
///
/// - Real time: every member but `init`.
public struct Analyzer: ~Copyable, Sendable {
    private let geometry: FrameGeometry
    private let window: Samples
    // The last `length` samples of each channel, one after the other, the newest last.
    private var history: Samples
    private var frame: Samples
    private let channels: Int

    /// Makes an analyzer whose past is silence.
    ///
    /// - Precondition: `channels > 0`.
    /// - Real time: no.
    public init(geometry: FrameGeometry, channels: Int) {
        self.geometry = geometry
        self.channels = channels
        window = Windows(geometry).takeAnalysis()
        history = Samples(repeating: 0, count: geometry.length * channels)
        frame = Samples(repeating: 0, count: geometry.length)
    }

    /// Takes one hop of every channel.
    ///
    /// - Shapes: `channels × hop` samples, channel after channel.
    /// - Real time: yes, O(channels × length).
    public mutating func push(_ block: borrowing Samples) {
        let length = geometry.length
        let hop = geometry.hop
        precondition(block.count == channels * hop)
        for channel in 0..<channels {
            let start = channel * length
            history.move(from: start + hop, count: length - hop, to: start)
            history.copy(from: block, at: channel * hop, count: hop, to: start + length - hop)
        }
    }

    /// The spectrum of the newest frame of one channel; a full-scale sine at a bin's centre has magnitude one half.
    ///
    /// - Real time: yes, O(length log length).
    public mutating func analyze(
        channel: Int,
        with transform: borrowing RealFFT,
        into spectrum: inout Spectrum
    ) {
        multiply(history, at: channel * geometry.length, by: window, into: &frame)
        transform.forward(&frame, into: &spectrum)
    }

    /// The hop of sound that leaves the synthesizer with this frame, untouched.
    ///
    /// - Shapes: `hop` samples are written at `offset`.
    /// - Real time: yes, O(hop).
    public func delayed(channel: Int, into output: inout Samples, at offset: Int) {
        let start = (channel + 1) * geometry.length - geometry.synthesisLength
        output.copy(from: history, at: start, count: geometry.hop, to: offset)
    }

    /// Forgets all sound.
    ///
    /// - Real time: yes.
    public mutating func reset() {
        history.fill(with: 0)
    }
}
