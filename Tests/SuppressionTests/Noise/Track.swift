internal import Glibc
internal import RealTime
internal import Spectral
internal import Suppression

/// The estimates that a tracker made of a scene, frame by frame.
struct Track {
    let geometry: FrameGeometry
    let estimates: [[Float]]
    private let windowPower: Double

    init(_ scene: NoiseScene, _ geometry: FrameGeometry, _ tracker: NoiseTrackerKind) {
        var estimator = NoiseEstimator(geometry: geometry, settings: NoiseSettings(tracker))
        self.init(scene, geometry, &estimator)
    }

    init(_ scene: NoiseScene, _ geometry: FrameGeometry, _ estimator: inout NoiseEstimator) {
        self.geometry = geometry
        let windows = Windows(geometry)
        windowPower = windows.analysis.indices.reduce(0) { $0 + pow(Double(windows.analysis[$1]), 2) }
        var estimates: [[Float]] = []
        for power in scene.powers(geometry) {
            estimator.update(power: Samples(power))
            estimates.append(estimator.noisePower.indices.map { estimator.noisePower[$0] })
        }
        self.estimates = estimates
    }

    /// The level of white noise, in decibels to full scale, that has the estimate's mean power over the time and over
    /// all bins but the outermost.
    func decibels(_ seconds: ClosedRange<Double>) -> Double {
        mean(estimates.indices.filter { seconds ~= time(ofFrame: $0) })
    }

    /// When the estimate first reaches a level, from above or below, at or after `start`; infinity when never.
    func secondsUntil(_ level: Double, from start: Double, falling: Bool = false) -> Double {
        let first = estimates.indices.first { frame in
            time(ofFrame: frame) >= start && (mean([frame]) >= level) != falling
        }
        return first.map { time(ofFrame: $0) - start } ?? .infinity
    }

    private func time(ofFrame frame: Int) -> Double { Double(frame + 1) * Double(geometry.hopSeconds) }

    private func mean(_ frames: [Int]) -> Double {
        let bins = 4..<geometry.bins - 2
        let sum = frames.reduce(0.0) { sum, frame in
            bins.reduce(sum) { $0 + Double(estimates[frame][$1]) }
        }
        return 10 * log10(sum / Double(frames.count * bins.count) / windowPower)
    }
}

extension NoiseSettings {
    /// The defaults with another tracker.
    init(_ tracker: NoiseTrackerKind) {
        self.init()
        self.tracker = tracker
    }
}

extension FrameGeometry {
    /// Frames of 20 ms every 10 ms at 16 kHz.
    static func usual() throws -> FrameGeometry {
        try FrameGeometry(
            FrameSettings(windowMilliseconds: 20, hopMilliseconds: 10, windowPair: .squareRootHann),
            sampleRate: 16000
        )
    }

    /// Frames of 16 ms every 4 ms at 16 kHz.
    static func dense() throws -> FrameGeometry {
        try FrameGeometry(
            FrameSettings(windowMilliseconds: 16, hopMilliseconds: 4, windowPair: .hamming),
            sampleRate: 16000
        )
    }
}
