internal import RealTime
internal import Spectral
internal import Suppression
internal import Testing

@Suite("Noise estimator")
struct NoiseEstimatorTests {
    @Test("a profile is the estimate from the first frame on, and again after a reset")
    func profile() throws {
        let geometry = try FrameGeometry.usual()
        let known = Samples((0..<geometry.bins).map { 1e-6 * Float($0 + 1) })
        var estimator = NoiseEstimator(geometry: geometry, settings: NoiseSettings(.learn))
        estimator.load(profile: known)
        for _ in 0..<2 {
            for _ in 0..<100 { estimator.update(power: Samples(repeating: 1, count: geometry.bins)) }
            #expect(known.indices.allSatisfy { estimator.noisePower[$0] == known[$0] })
            estimator.reset()
        }
    }

    @Test("a measured profile serves like a loaded one", arguments: NoiseTrackerKind.allCases)
    func measuredProfile(_ tracker: NoiseTrackerKind) throws {
        let geometry = try FrameGeometry.usual()
        let recording = NoiseScene(seconds: 1, seed: 7).samples(sampleRate: geometry.sampleRate)
        let measured = try #require(NoiseProfile(samples: recording, geometry: geometry))
        var estimator = NoiseEstimator(
            geometry: geometry,
            settings: NoiseSettings(tracker),
            profile: measured
        )
        let scene = NoiseScene(seconds: 2, voiceDecibels: -25)
        #expect(abs(Track(scene, geometry, &estimator).decibels(0.01...2) + 40) < 3)
    }

    @Test("voice that begins while the start is learned counts for little")
    func interruptedStart() throws {
        let scene = NoiseScene(seconds: 0.5, voiceDecibels: -25, voiceStart: 0.06)
        let track = Track(scene, try .usual(), .learn)
        #expect(track.decibels(0.2...0.5) < -35)
    }

    @Test("trackers that weigh by the presence of speech tell it", arguments: NoiseTrackerKind.allCases)
    func presence(_ tracker: NoiseTrackerKind) throws {
        let geometry = try FrameGeometry.usual()
        var estimator = NoiseEstimator(geometry: geometry, settings: NoiseSettings(tracker))
        var presence = Samples(repeating: -1, count: geometry.bins)
        var inVoice: Float = 0
        var inNoise: Float = 0
        var (lowest, highest): (Float, Float) = (1, 0)
        let scene = NoiseScene(seconds: 2, voiceDecibels: -20, voiceStart: 1.5)
        for (frame, power) in scene.powers(geometry).enumerated() {
            estimator.update(power: Samples(power))
            guard estimator.copyPresence(into: &presence) else { continue }
            for bin in presence.indices {
                lowest = min(lowest, presence[bin])
                highest = max(highest, presence[bin])
            }
            // 100 to 250 Hz holds the pitch, always.
            if frame == 165 { inVoice = (2...5).reduce(0) { max($0, presence[$1]) } }
            if frame == 140 {
                inNoise = presence.indices.reduce(0) { $0 + presence[$1] } / Float(geometry.bins)
            }
        }
        if tracker == .mmseSPP || tracker == .imcra {
            #expect(lowest >= 0 && highest <= 1)
            #expect(inVoice > 0.9)
            #expect(inNoise < 0.35)
        } else {
            #expect(presence[0] == -1)
        }
    }

    @Test("a frame of no numbers is passed over")
    func notNumbers() throws {
        let geometry = try FrameGeometry.usual()
        var estimator = NoiseEstimator(geometry: geometry, settings: NoiseSettings())
        for _ in 0..<50 { estimator.update(power: Samples(repeating: 1e-6, count: geometry.bins)) }
        let before = estimator.noisePower[3]
        estimator.update(power: Samples(repeating: .nan, count: geometry.bins))
        #expect(estimator.noisePower[3] == before)
    }
}
