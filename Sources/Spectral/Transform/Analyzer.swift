public import RealTime

/// Turns hops of sound into spectra and remembers the sound.
///
/// - Real time: every member but `init`.
public struct Analyzer: ~Copyable, Sendable {
    private let geometry: FrameGeometry
    private let window: Samples
    // The last `kept` samples of each channel, one after the other, the newest last.
    private var history: Samples
    private let kept: Int
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
        kept = geometry.length + geometry.lookahead
        history = Samples(repeating: 0, count: kept * channels)
        frame = Samples(repeating: 0, count: geometry.length)
    }

    /// Takes one hop of every channel.
    ///
    /// - Shapes: `channels × hop` samples, channel after channel.
    /// - Real time: yes, O(channels × length).
    public mutating func push(_ block: borrowing Samples) {
        let hop = geometry.hop
        precondition(block.count == channels * hop)
        for channel in 0..<channels {
            let start = channel * kept
            history.move(from: start + hop, count: kept - hop, to: start)
            history.copy(from: block, at: channel * hop, count: hop, to: start + kept - hop)
        }
    }

    /// The spectrum of the frame of one channel that leaves now, the newest without lookahead; a full-scale sine at a
    /// bin's centre has magnitude one half.
    ///
    /// - Real time: yes, O(length log length).
    public mutating func analyze(
        channel: Int,
        with transform: borrowing RealFFT,
        into spectrum: inout Spectrum
    ) {
        multiply(history, at: channel * kept, by: window, into: &frame)
        transform.forward(&frame, into: &spectrum)
    }

    /// The spectrum of the newest frame of one channel.
    ///
    /// - Real time: yes, O(length log length).
    public mutating func analyzeNewest(
        channel: Int,
        with transform: borrowing RealFFT,
        into spectrum: inout Spectrum
    ) {
        multiply(history, at: channel * kept + geometry.lookahead, by: window, into: &frame)
        transform.forward(&frame, into: &spectrum)
    }

    /// The hop of sound that leaves the synthesizer with this frame, untouched.
    ///
    /// - Shapes: `hop` samples are written at `offset`.
    /// - Real time: yes, O(hop).
    public func delayed(channel: Int, into output: inout Samples, at offset: Int) {
        let start = channel * kept + geometry.length - geometry.synthesisLength
        output.copy(from: history, at: start, count: geometry.hop, to: offset)
    }

    /// Forgets all sound.
    ///
    /// - Real time: yes.
    public mutating func reset() {
        history.fill(with: 0)
    }
}
