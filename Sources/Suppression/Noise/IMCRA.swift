internal import CKernels
public import RealTime
public import Spectral

/// A recursive average weighted by the probability of speech, which minima in two passes control.
///
/// The first pass finds where speech is surely present, the second seeks the minimum with those bins left out, so
/// that it may smooth more and follow sooner; what exceeds that minimum little is probably noise.
///
/// - Source: Cohen 2003, "Noise spectrum estimation in adverse environments: improved minima controlled recursive
///   averaging", eq. 7–32, table I: window of the frequency smoothing [1/4, 1/2, 1/4], B_min 1.66, γ0 4.6, γ1 3,
///   ζ0 1.67, β 1.47. Its factors per frame of 8 ms, 0.9 for the power and 0.92 for the a-priori SNR, are time
///   constants of 76 ms and 96 ms here. Other than there, frames without a speechless neighbour leave no mark on the
///   second pass's minimum, and a bin that saw none in a whole window starts that pass anew from the first: a rise of
///   the noise is followed after one window instead of two.
public struct IMCRA: ~Copyable, NoiseTracker {
    private var planes: IMCRAPlanes
    private let factors: cm_imcra_factors
    private let subWindows: Int
    private let subWindowFrames: Int
    private var position = 0
    private var slot = 0

    /// Makes a tracker for frames of `geometry`.
    ///
    /// - Real time: no.
    public init(geometry: FrameGeometry, settings: NoiseSettings) {
        subWindows = 8
        let subWindowSeconds = settings.minimumWindowMilliseconds / 1000 / Float(subWindows)
        subWindowFrames = geometry.frames(seconds: subWindowSeconds)
        planes = IMCRAPlanes(bins: geometry.bins, slots: subWindows)
        factors = cm_imcra_factors(
            power_keep: geometry.smoothing(seconds: 0.076),
            noise_keep: geometry.smoothing(seconds: settings.smoothingMilliseconds / 1000),
            prior_keep: geometry.smoothing(seconds: 0.096),
            minimum_bias: 1.66,
            noise_bias: 1.47
        )
    }

    /// The probability of speech in every bin of the last frame.
    public var presence: Samples {
        _read { yield planes.presence }
    }

    /// Weighs the frame by the probability that it holds no speech.
    ///
    /// - Real time: yes, O(bins).
    public mutating func update(power: borrowing Samples, noisePower: inout Samples) {
        planes.update(power: power, noise: &noisePower, factors: factors)
        position += 1
        guard position >= subWindowFrames else { return }
        planes.renew(slot: slot)
        position = 0
        slot = (slot + 1) % subWindows
    }

    /// Forgets all but the given estimate.
    ///
    /// - Real time: yes.
    public mutating func start(from noisePower: borrowing Samples) {
        planes.start(from: noisePower, factors: factors)
        position = 0
        slot = 0
    }
}
