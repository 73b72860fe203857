internal import Glibc
internal import RealTime
internal import Spectral

/// The power spectra of overlapping frames of a signal.
struct PowerFrames: ~Copyable {
    /// The samples from one frame to the next.
    let hop: Int
    /// The power of each bin of the frame computed last.
    private(set) var power: [Double]
    private let window: [Float]
    private let transform: RealFFT
    private var frame: Samples
    private var spectrum: Spectrum

    /// Prepares frames of `length` samples that overlap by half under a periodic Hann window.
    ///
    /// - Precondition: `length > 1`.
    init(length: Int) {
        hop = length / 2
        window = (0..<length).map { Float(0.5 - 0.5 * cos(2 * .pi * Double($0) / Double(length))) }
        transform = RealFFT(length: length)
        frame = Samples(repeating: 0, count: length)
        spectrum = Spectrum(repeating: .zero, count: length / 2 + 1)
        power = [Double](repeating: 0, count: length / 2 + 1)
    }

    /// The number of whole frames in `count` samples.
    func frames(in count: Int) -> Int { count < window.count ? 0 : (count - window.count) / hop + 1 }

    /// Computes `power` of the frame at `index` of `signal`.
    mutating func compute(_ index: Int, of signal: [Float]) {
        for n in window.indices { frame[n] = signal[index * hop + n] * window[n] }
        transform.forward(&frame, into: &spectrum)
        for k in power.indices {
            let real = Double(spectrum[k].real)
            let imaginary = Double(spectrum[k].imaginary)
            power[k] = real * real + imaginary * imaginary
        }
    }
}
