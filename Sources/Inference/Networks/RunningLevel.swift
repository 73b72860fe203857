internal import Glibc
internal import RealTime

/// The mean and the deviation of a stream of frames, over all bins and a few seconds.
struct RunningLevel: Sendable {
    private(set) var mean: Float = 0
    private var square: Float = 0
    private var count: Float = 0
    private let smallest: Float

    init(hopSeconds: Float, seconds: Float) { smallest = 1 - expf(-hopSeconds / seconds) }

    /// At least a hundredth, so that silence is not blown up.
    var deviation: Float { max(square - mean * mean, 1e-4).squareRoot() }

    mutating func update(_ values: borrowing Samples) {
        let moments = moments(of: values)
        count = min(count + 1, 1e6)
        let rate = max(1 / count, smallest)
        mean += rate * (moments.mean - mean)
        square += rate * (moments.square - square)
    }

    mutating func reset() { (mean, square, count) = (0, 0, 0) }
}

/// The noise tracker that frame networks were trained with, started by the first frame.
///
/// - Source: Gerkmann and Hendriks 2012, "Unbiased MMSE-based noise power estimation with low complexity and low tracking
///   delay"; their smoothing of 0.8 and 0.9 a 16 ms hop is kept in time.
struct FrameNoise: ~Copyable, Sendable {
    private var noise, presence: Samples
    private var isStarted = false
    private let smoothing, memory: Float

    init(bins: Int, hopSeconds: Float) {
        noise = Samples(repeating: 0, count: bins)
        presence = Samples(repeating: 0, count: bins)
        smoothing = powf(0.8, hopSeconds / 0.016)
        memory = powf(0.9, hopSeconds / 0.016)
    }

    /// Takes the next frame and gives the cube roots of the noise's magnitudes.
    mutating func update(_ power: borrowing Samples, cubeRoots roots: inout Samples) {
        if !isStarted {
            for bin in power.indices { noise[bin] = power[bin] + 1e-12 }
            isStarted = true
        }
        trackNoise(power, noise: &noise, presence: &presence, smoothing: smoothing, memory: memory)
        cubeRoots(ofMagnitudes: noise, into: &roots)
    }

    mutating func reset() {
        presence.fill(with: 0)
        isStarted = false
    }
}
