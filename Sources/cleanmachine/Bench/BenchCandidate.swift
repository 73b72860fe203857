import CKernels
import Configuration
import Glibc
import Spectral
import Suppression

/// Something to measure: an engine, or the engine `neural` with one of the models.
struct BenchCandidate {
    let name: String
    let settings: DenoiserSettings
    /// The time that reading, checking and packing the weights took; nil without a network.
    let loadMilliseconds: Double?

    /// What is to be measured of `engine`.
    static func all(_ engine: EngineKind) throws -> [BenchCandidate] {
        var settings = DenoiserSettings()
        settings.engine = engine
        guard engine == .neural else {
            return [BenchCandidate(name: engine.rawValue, settings: settings, loadMilliseconds: nil)]
        }
        let library = ModelLibrary()
        return try library.entries().map { entry in
            settings.model = entry.path
            let start = now
            let supplied = try library.supply(settings, place: "bench")
            let rate = supplied.frame.processingRate(for: 16000) ?? 48000
            let geometry = try Denoiser(supplied, sampleRate: rate, channels: 1).geometry
            precondition(geometry.hop > 0)
            let time = Double(now - start) * 1e-6
            return BenchCandidate(name: entry.name, settings: supplied, loadMilliseconds: time)
        }
    }

    /// The multiply-accumulates a second that this core can do at most.
    ///
    /// - Units: 10⁹ a second of processor time.
    static func peak() -> Double {
        let rounds = 200_000
        let best =
            (0..<20).map { _ in
                let start = now
                _ = cm_peak_rounds(rounds)
                return now - start
            }.min() ?? 1
        return Double(rounds * Int(cm_peak_multiplies)) / Double(max(1, best))
    }

    private static var now: Int {
        var time = timespec()
        unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }
}
