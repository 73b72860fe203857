internal import CKernels
internal import RealTime
internal import Spectral

/// What a wide neighbourhood of each frequency says: levels of speech spread over many bins, those of noise peaks do not.
///
/// The neighbourhoods grow with frequency, 62 Hz and an eighth of it to either side, so above the first sixteen bins
/// every fourth is enough, with lines between.
struct BroadFeatures: ~Copyable, Sendable {
    private let low: FixedBuffer<Int32>
    private let high: FixedBuffer<Int32>
    private let bandWeights: Samples
    private var sums: FixedBuffer<Double>
    private var power: Samples
    private var noise: Samples
    private var minimum: Samples
    private var fast: Samples
    private var slow: Samples
    private var peak: Samples
    private var levels: Samples
    private var logits: Samples
    private let fastWeight: Float
    private let slowWeight: Float
    private let peakDecay: Float

    private static let denseBins = 16
    private static let step = 4

    /// Makes features whose past is silence; their mean level is taken over `band`.
    init(geometry: FrameGeometry, band: Range<Int>) {
        let bins = geometry.bins
        let spacing = geometry.frequency(ofBin: 1)
        let dense = min(Self.denseBins, bins)
        let points = Array(0..<dense) + Array(stride(from: dense, to: bins, by: Self.step))
        func radius(_ bin: Int) -> Int { Int(62.5 / spacing + 0.12 * Float(bin)) }
        low = FixedBuffer(points.map { Int32(max(0, $0 - radius($0))) })
        high = FixedBuffer(points.map { Int32(min(bins, $0 + radius($0) + 1)) })
        let inside = points.indices.map { index -> Float in
            guard band.contains(points[index]) else { return 0 }
            return index < dense ? 1 : Float(Self.step)
        }
        let total = max(1, inside.reduce(0, +))
        bandWeights = Samples(inside.map { $0 / total })
        sums = FixedBuffer<Double>(repeating: 0, count: 3 * (bins + 1))
        power = Samples(repeating: 0, count: points.count)
        noise = Samples(repeating: 0, count: points.count)
        minimum = Samples(repeating: 0, count: points.count)
        fast = Samples(repeating: 0, count: points.count)
        slow = Samples(repeating: 0, count: points.count)
        peak = Samples(repeating: 0, count: points.count)
        levels = Samples(repeating: 0, count: points.count)
        logits = Samples(repeating: 0, count: points.count)
        fastWeight = geometry.smoothing(seconds: 0.02)
        slowWeight = geometry.smoothing(seconds: 0.1)
        peakDecay = geometry.smoothing(seconds: 1.5)
    }

    /// Takes the next frame and adds the features' contributions to `logit`.
    ///
    /// - Returns: the mean level over the band, as a power of ten above the noise.
    /// - Real time: yes, O(bins).
    mutating func update(
        power framePower: borrowing Samples,
        noisePower: borrowing Samples,
        minimumPower: borrowing Samples,
        logit: inout Samples
    ) -> Float {
        let bins = framePower.count
        precondition(sums.count == 3 * (bins + 1) && logit.count == bins)
        precondition(noisePower.count == bins && minimumPower.count == bins)
        unsafe cm_running_sums_of_three(
            framePower.pointer,
            noisePower.pointer,
            minimumPower.pointer,
            sums.pointer,
            bins
        )
        unsafe cm_band_means_of_three(
            sums.pointer,
            low.pointer,
            high.pointer,
            power.pointer,
            noise.pointer,
            minimum.pointer,
            power.count
        )
        unsafe cm_presence_broad(
            power.pointer,
            noise.pointer,
            minimum.pointer,
            fast.pointer,
            slow.pointer,
            peak.pointer,
            levels.pointer,
            logits.pointer,
            power.count,
            fastWeight,
            slowWeight,
            peakDecay
        )
        unsafe cm_add_interpolated(
            logits.pointer,
            logits.count,
            min(Self.denseBins, bins),
            logit.pointer,
            bins
        )
        return unsafe cm_dot(levels.pointer, bandWeights.pointer, levels.count)
    }

    /// Forgets the past.
    ///
    /// - Real time: yes.
    mutating func reset() {
        fast.fill(with: 0)
        slow.fill(with: 0)
        peak.fill(with: 0)
    }
}
