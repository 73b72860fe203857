import CAllocationCount
import Glibc
import Inference
import RealTime
import Spectral
import Suppression

/// What hops of one denoiser cost.
struct HopTimes: Encodable {
    let engine: String
    let sampleRateHertz: Int
    let latencyMilliseconds: Double
    let realTimeFactor: Double
    let medianMicroseconds: Double
    let p99Microseconds: Double
    let maximumMicroseconds: Double
    let allocationsPerHop: Double
    /// The network's multiply-accumulates a second of processor time; nil for engines without a network.
    let gigaMultipliesPerSecond: Double?
    /// The time that reading, checking and packing the network's weights took.
    let loadMilliseconds: Double?

    /// Measures `seconds` of sound after a warm-up of a second.
    ///
    /// The sound is noise that swells and fades four times a second, so that gains move as they do on speech; the real
    /// time factor is the processor time of this thread over the time of the sound.
    init(_ candidate: BenchCandidate, sampleRate: Int, seconds: Double) throws {
        let settings = candidate.settings
        FlushToZero.enable()
        var denoiser = try Denoiser(settings, sampleRate: sampleRate, channels: 1)
        let hop = denoiser.geometry.hop
        let noise = Self.swellingNoise(sampleRate: sampleRate, hop: hop)
        var block = Samples(repeating: 0, count: hop)
        var output = Samples(repeating: 0, count: hop)
        let warmUp = sampleRate / hop
        let hops = max(100, Int(seconds * Double(sampleRate) / Double(hop)))
        var times = [Int](repeating: 0, count: hops)
        var position = 0
        var allocations = 0
        var processorTime = 0
        for index in -warmUp..<hops {
            block.copy(from: noise, at: position, count: hop, to: 0)
            position = (position + hop) % noise.count
            if index == 0 {
                allocations = Int(cm_allocation_count())
                processorTime = Self.now(CLOCK_THREAD_CPUTIME_ID)
            }
            let start = Self.now(CLOCK_MONOTONIC)
            denoiser.process(block, into: &output)
            if index >= 0 { times[index] = Self.now(CLOCK_MONOTONIC) - start }
        }
        processorTime = Self.now(CLOCK_THREAD_CPUTIME_ID) - processorTime
        allocations = Int(cm_allocation_count()) - allocations
        times.sort()
        engine = candidate.name
        loadMilliseconds = candidate.loadMilliseconds
        sampleRateHertz = sampleRate
        latencyMilliseconds = 1000 * Double(denoiser.geometry.latency) / Double(sampleRate)
        realTimeFactor = Double(processorTime) * 1e-9 * Double(sampleRate) / Double(hops * hop)
        medianMicroseconds = Double(times[hops / 2]) / 1000
        p99Microseconds = Double(times[hops * 99 / 100]) / 1000
        maximumMicroseconds = Double(times[hops - 1]) / 1000
        let multiplies = settings.network.map { Double($0.description.multipliesPerSecond) }
        let factor = realTimeFactor
        gigaMultipliesPerSecond = multiplies.map { $0 * 1e-9 / factor }
        allocationsPerHop = Double(allocations) / Double(hops)
    }

    private static func swellingNoise(sampleRate: Int, hop: Int) -> Samples {
        var generator = SystemRandomNumberGenerator()
        let count = (2 * sampleRate / hop) * hop
        var noise = Samples(repeating: 0, count: count)
        for index in noise.indices {
            let swell = 0.5 - 0.5 * cosf(8 * .pi * Float(index) / Float(sampleRate))
            noise[index] = Float.random(in: -0.3...0.3, using: &generator) * (0.05 + swell)
        }
        return noise
    }

    private static func now(_ clock: clockid_t) -> Int {
        var time = timespec()
        unsafe clock_gettime(clock, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }
}
