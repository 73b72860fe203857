internal import RealTime
internal import Spectral
internal import Suppression
internal import Testing

/// What must hold of every tracker behind `NoiseEstimator`.
@Suite("Noise trackers")
struct NoiseTrackerTests {
    static let moving = NoiseTrackerKind.allCases.filter { $0 != .learn }

    @Test("white noise is estimated at its level after two seconds", arguments: NoiseTrackerKind.allCases)
    func whiteNoise(_ tracker: NoiseTrackerKind) throws {
        for geometry in [try FrameGeometry.usual(), try FrameGeometry.dense()] {
            let track = Track(NoiseScene(), geometry, tracker)
            #expect(abs(track.decibels(2...4) + 40) < 1)
        }
    }

    @Test("the first frames already give the noise's level", arguments: NoiseTrackerKind.allCases)
    func start(_ tracker: NoiseTrackerKind) throws {
        let track = Track(NoiseScene(seconds: 0.5), try .usual(), tracker)
        #expect(abs(track.decibels(0.08...0.3) + 40) < 1)
    }

    @Test("a rise of 10 dB is followed within three seconds", arguments: moving)
    func rise(_ tracker: NoiseTrackerKind) throws {
        let scene = NoiseScene(seconds: 5.5, noiseDecibels: { $0 < 2 ? -40 : -30 })
        let track = Track(scene, try .usual(), tracker)
        #expect(abs(track.decibels(5...5.5) + 30) < 1)
    }

    @Test("a fall of 10 dB is followed within three seconds", arguments: moving)
    func fall(_ tracker: NoiseTrackerKind) throws {
        let scene = NoiseScene(seconds: 5.5, noiseDecibels: { $0 < 2 ? -30 : -40 })
        let track = Track(scene, try .usual(), tracker)
        #expect(abs(track.decibels(5...5.5) + 40) < 1)
    }

    @Test("bursts of voice 15 dB above the noise raise the estimate little", arguments: moving)
    func voice(_ tracker: NoiseTrackerKind) throws {
        for geometry in [try FrameGeometry.usual(), try FrameGeometry.dense()] {
            let scene = NoiseScene(seconds: 5, voiceDecibels: -25, voiceStart: 0.5)
            let track = Track(scene, geometry, tracker)
            #expect(track.decibels(1...5) < -40 + (tracker == .recursive ? 5 : 3))
        }
    }

    @Test("voice that fills the start is forgotten in two seconds", arguments: moving)
    func voiceFirst(_ tracker: NoiseTrackerKind) throws {
        let track = Track(NoiseScene(seconds: 4, voiceDecibels: -25), try .usual(), tracker)
        #expect(track.decibels(2...4) < -37)
    }

    @Test("digital silence leaves the estimate as it is", arguments: NoiseTrackerKind.allCases)
    func silence(_ tracker: NoiseTrackerKind) throws {
        let scene = NoiseScene(seconds: 3, noiseDecibels: { 1...2 ~= $0 ? nil : -40 })
        let track = Track(scene, try .usual(), tracker)
        #expect(track.decibels(1.1...1.2) == track.decibels(1.9...2))
        #expect(abs(track.decibels(2.1...3) + 40) < 2)
    }

    @Test("noise that comes after silence is learned at once", arguments: NoiseTrackerKind.allCases)
    func late(_ tracker: NoiseTrackerKind) throws {
        let scene = NoiseScene(seconds: 3, noiseDecibels: { $0 < 2 ? nil : -40 })
        let track = Track(scene, try .usual(), tracker)
        #expect(abs(track.decibels(2.1...2.5) + 40) < 1)
    }

    @Test("estimates stay positive and finite whatever comes", arguments: NoiseTrackerKind.allCases)
    func extremes(_ tracker: NoiseTrackerKind) throws {
        let geometry = try FrameGeometry.usual()
        var estimator = NoiseEstimator(geometry: geometry, settings: NoiseSettings(tracker))
        var impulse = Samples(repeating: 0, count: geometry.bins)
        impulse[7] = 1e10
        var sane = true
        for level in [0, 1e-38, 1e-16, 0, 1, 0, 1e10, 1e30, 0, 1e-12] as [Float] {
            for frame in 0..<200 {
                if frame % 50 == 49 {
                    estimator.update(power: impulse)
                } else {
                    estimator.update(power: Samples(repeating: level, count: geometry.bins))
                }
                for bin in 0..<geometry.bins {
                    let power = estimator.noisePower[bin]
                    sane = sane && power > 0 && power.isFinite
                }
            }
        }
        #expect(sane)
    }

    @Test("a constant offset does not reach the other bins", arguments: NoiseTrackerKind.allCases)
    func offset(_ tracker: NoiseTrackerKind) throws {
        let track = Track(NoiseScene(seconds: 3, offset: 0.01), try .usual(), tracker)
        #expect(abs(track.decibels(2...3) + 40) < 1)
    }

    @Test("reset makes an estimator as new", arguments: NoiseTrackerKind.allCases)
    func reset(_ tracker: NoiseTrackerKind) throws {
        let geometry = try FrameGeometry.usual()
        let scene = NoiseScene(seconds: 2, voiceDecibels: -25, voiceStart: 0.5)
        var estimator = NoiseEstimator(geometry: geometry, settings: NoiseSettings(tracker))
        let first = Track(scene, geometry, &estimator)
        estimator.reset()
        let second = Track(scene, geometry, &estimator)
        #expect(first.estimates == second.estimates)
    }

    @Test("time passes alike at hops of 4 and 10 ms", arguments: moving)
    func hops(_ tracker: NoiseTrackerKind) throws {
        let up = NoiseScene(seconds: 5, noiseDecibels: { $0 < 1.5 ? -40 : -30 })
        let down = NoiseScene(seconds: 3, noiseDecibels: { $0 < 1.5 ? -30 : -40 })
        func times(_ geometry: FrameGeometry) -> (Double, Double) {
            (
                Track(up, geometry, tracker).secondsUntil(-33, from: 1.5),
                Track(down, geometry, tracker).secondsUntil(-37, from: 1.5, falling: true)
            )
        }
        let (usual, dense) = (times(try .usual()), times(try .dense()))
        #expect(abs(usual.0 - dense.0) < 0.3)
        #expect(abs(usual.1 - dense.1) < 0.3)
    }

    @Test("what learn has learned stays")
    func learned() throws {
        let scene = NoiseScene(seconds: 3, noiseDecibels: { $0 < 0.5 ? -40 : -20 })
        let estimates = Track(scene, try .usual(), .learn).estimates
        #expect(estimates.last == estimates[15])
    }

    @Test("recursive adapts to a rise of 20 dB within two seconds")
    func recursiveRise() throws {
        let scene = NoiseScene(seconds: 4, noiseDecibels: { $0 < 1.3 ? -40 : -20 })
        for geometry in [try FrameGeometry.usual(), try FrameGeometry.dense()] {
            #expect(Track(scene, geometry, .recursive).secondsUntil(-22, from: 1.3) < 2)
        }
    }
}
