internal import Glibc
internal import RealTime
internal import Spectral

/// How loud a network hears a stream: as it comes where that is within a range, and nearer to the range where it is not.
///
/// A mask has no level, but what a network learnt has one: talkers far more quiet or loud than those are cleaned worse, the
/// quiet ones taken for noise. Only what passes as speech counts, and the gain moves slowly, as a step would sound like something
/// that begins.
struct HeardLevel: Sendable {
    /// What the network's input is to be multiplied by.
    private(set) var gain: Float = 1
    private var gainDecibels: Float = 0
    private var meanPower: Float = 0
    private var framesHeard: Float = 0

    private let range: ClosedRange<Float>
    private let bins: Range<Int>
    private let powerScale, longestMean, largestStep: Float

    // Of a frame's power, what passes where somebody speaks; and the power, of full scale, below which there is nothing.
    private static let leastShare: Float = 0.03
    private static let silence: Float = 3e-8
    private static let gains: ClosedRange<Float> = -12...20
    private static let memorySeconds: Float = 10
    // Decibels a second in which somebody speaks.
    private static let speed: Float = 6

    /// The level of the network's first `networkBins` bins, to be heard within `range`.
    ///
    /// - Units: decibels of full scale, of the mean power of talker and noise together.
    init(range: ClosedRange<Float>, networkBins: Int, geometry: FrameGeometry) {
        self.range = range
        bins = 1..<min(networkBins, geometry.bins)
        let window = Windows(geometry)
        var energy: Float = 0
        for value in window.analysis.indices { energy += window.analysis[value] * window.analysis[value] }
        // Parseval's relation, for a window that sums to one and bins that each stand for two.
        powerScale = 2 / (Float(geometry.length) * energy)
        longestMean = Self.memorySeconds / geometry.hopSeconds
        largestStep = Self.speed * geometry.hopSeconds
    }

    /// Takes note of a frame's power and of what the network's `strengths`, its gains' magnitudes, let pass of it.
    ///
    /// - Shapes: `bins` values each.
    /// - Real time: yes.
    mutating func update(power: borrowing Samples, strengths: borrowing Samples) {
        let heard = sum(power, in: bins)
        let passed = passedPower(gains: strengths, power: power, in: bins)
        guard passed > heard * Self.leastShare, heard * powerScale > Self.silence else { return }
        framesHeard = min(framesHeard + 1, longestMean)
        meanPower += (heard * powerScale - meanPower) / framesHeard
        let level = 10 * log10f(meanPower)
        let wanted = min(max(level, range.lowerBound), range.upperBound) - level
        let step = min(max(wanted, Self.gains.lowerBound), Self.gains.upperBound) - gainDecibels
        guard step != 0 else { return }
        gainDecibels += min(max(step, -largestStep), largestStep)
        gain = powf(10, gainDecibels / 20)
    }

    /// Forgets the past.
    mutating func reset() { (gain, gainDecibels, meanPower, framesHeard) = (1, 0, 0, 0) }
}
