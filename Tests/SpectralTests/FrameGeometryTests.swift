import Spectral
import Testing

@Suite("FrameGeometry")
struct FrameGeometryTests {
    private func settings(
        _ window: Float,
        _ hop: Float,
        _ pair: WindowPair = .squareRootHann,
        synthesis: Float? = nil
    ) -> FrameSettings {
        FrameSettings(
            windowMilliseconds: window,
            hopMilliseconds: hop,
            windowPair: pair,
            synthesisMilliseconds: synthesis
        )
    }

    @Test(
        "20 ms are bins of 50 Hz at every rate",
        arguments: [
            (8000, 160), (16000, 320), (24000, 480), (32000, 640), (44100, 882), (48000, 960), (96000, 1920),
        ]
    )
    func wholeRates(sampleRate: Int, length: Int) throws {
        let geometry = try FrameGeometry(settings(20, 10), sampleRate: sampleRate)
        #expect(geometry.length == length && geometry.hop == length / 2 && geometry.synthesisLength == length)
        #expect(geometry.bins == length / 2 + 1)
        #expect(abs(geometry.frequency(ofBin: 3) - 150) < 1e-3)
        #expect(abs(geometry.hopSeconds - 0.01) < 1e-9)
    }

    /// Frames of the shipped presets and what becomes of them at a rate where they are not whole.
    struct Rounding: Sendable {
        let frame: FrameSettings
        let sampleRate, hop, length, synthesisLength: Int

        init(_ times: (Float, Float, Float), _ sampleRate: Int, _ samples: (Int, Int, Int)) {
            frame = FrameSettings(
                windowMilliseconds: times.0,
                hopMilliseconds: times.1,
                windowPair: .asymmetric,
                synthesisMilliseconds: times.2
            )
            self.sampleRate = sampleRate
            (length, hop, synthesisLength) = samples
        }
    }

    @Test(
        "frames that are not whole are the nearest ones with an even window if there is one, in proportion, less than a hundredth off",
        arguments: [
            Rounding((32, 4, 8), 44100, (1408, 176, 352)), Rounding((32, 4, 8), 11025, (352, 44, 88)),
            Rounding((20, 5, 10), 44100, (880, 220, 440)), Rounding((30, 10, 20), 22050, (660, 220, 440)),
            Rounding((30, 10, 20), 11025, (330, 110, 220)), Rounding((20, 2.5, 10), 44100, (880, 110, 440)),
            Rounding((16, 4, 16), 44100, (704, 176, 704)), Rounding((25, 10, 20), 11025, (276, 110, 220)),
            // No even window is near enough.
            Rounding((15, 5, 10), 11025, (165, 55, 110)),
            // The nearer hop, 331, would make three of them odd.
            Rounding((9, 3, 6), 110_250, (990, 330, 660)),
        ]
    )
    func rounded(_ rounding: Rounding) throws {
        let geometry = try FrameGeometry(rounding.frame, sampleRate: rounding.sampleRate)
        #expect(geometry.hop == rounding.hop && geometry.length == rounding.length)
        #expect(geometry.synthesisLength == rounding.synthesisLength)
        let delay = Double(geometry.latency) / Double(rounding.sampleRate)
        #expect(abs(delay / (Double(rounding.frame.synthesisMilliseconds) / 1000) - 1) < 0.01)
    }

    @Test("times that are more than a hundredth from whole samples are refused, with the setting's name")
    func notWhole() {
        #expect(
            throws: GeometryError.notWhole(setting: "hopMilliseconds", milliseconds: 0.7, sampleRate: 8000)
        ) {
            try FrameGeometry(settings(20, 0.7), sampleRate: 8000)
        }
        #expect(
            throws: GeometryError.notWhole(setting: "windowMilliseconds", milliseconds: 2.3, sampleRate: 8000)
        ) {
            try FrameGeometry(settings(2.3, 0.5), sampleRate: 8000)
        }
        #expect(
            throws: GeometryError.notWhole(
                setting: "synthesisMilliseconds",
                milliseconds: 4.7,
                sampleRate: 8000
            )
        ) {
            try FrameGeometry(settings(8, 2, .asymmetric, synthesis: 4.7), sampleRate: 8000)
        }
    }

    @Test(
        "times that are not positive, not finite or absurd are refused",
        arguments: [0, -20, .nan, .infinity, 1e30]
    )
    func notPositive(milliseconds: Float) {
        #expect(throws: GeometryError.self) {
            try FrameGeometry(settings(milliseconds, 10), sampleRate: 16000)
        }
        #expect(throws: GeometryError.self) {
            try FrameGeometry(settings(20, milliseconds), sampleRate: 16000)
        }
    }

    @Test("rates that are not positive are refused", arguments: [0, -16000])
    func badRates(sampleRate: Int) {
        #expect(throws: GeometryError.self) { try FrameGeometry(settings(20, 10), sampleRate: sampleRate) }
    }

    @Test("a window shorter than two hops is refused")
    func overlap() {
        #expect(throws: GeometryError.tooLittleOverlap(windowSamples: 320, hopSamples: 176)) {
            try FrameGeometry(settings(20, 11), sampleRate: 16000)
        }
        #expect(throws: GeometryError.tooLittleOverlap(windowSamples: 128, hopSamples: 80)) {
            try FrameGeometry(settings(32, 5, .asymmetric, synthesis: 8), sampleRate: 16000)
        }
    }

    @Test("a synthesis window longer than the analysis window is refused")
    func synthesis() {
        #expect(throws: GeometryError.synthesisTooLong(synthesisSamples: 400, windowSamples: 320)) {
            try FrameGeometry(settings(20, 10, .asymmetric, synthesis: 25), sampleRate: 16000)
        }
    }

    @Test("the synthesis time counts for the asymmetric pair alone")
    func symmetricSynthesis() throws {
        let geometry = try FrameGeometry(settings(20, 10, .hann, synthesis: 5), sampleRate: 16000)
        #expect(geometry.synthesisLength == 320)
    }

    @Test("every error names its numbers")
    func messages() {
        let errors: [GeometryError] = [
            .notWhole(setting: "hopMilliseconds", milliseconds: 12.5, sampleRate: 11025),
            .tooLittleOverlap(windowSamples: 320, hopSamples: 176),
            .synthesisTooLong(synthesisSamples: 400, windowSamples: 320),
        ]
        for (error, words) in zip(
            errors,
            [["hopMilliseconds", "12.5", "11025"], ["320", "176"], ["400", "320"]]
        ) {
            for word in words { #expect("\(error)".contains(word)) }
        }
    }

    @Test("common frames need no other rate than the sound's own", arguments: GeometryCase.rates)
    func ownRates(sampleRate: Int) {
        for frame in [settings(20, 10), settings(20, 5), settings(32, 4, .asymmetric, synthesis: 8)] {
            #expect(frame.processingRate(for: sampleRate) == sampleRate)
        }
    }

    @Test(
        "where frames are far from whole, the next common rate stands in",
        arguments: [(8000, 96000), (44100, 44100), (48000, 96000), (96000, 96000)]
    )
    func processingRates(sampleRate: Int, expected: Int) {
        #expect(settings(20, 0.7).processingRate(for: sampleRate) == expected)
    }

    @Test("frames shorter than a sample have no rate")
    func noRate() {
        #expect(settings(20, 0.0001).processingRate(for: 44100) == nil)
    }

    @Test("smoothing by a time constant is the same over equal times at every hop")
    func smoothing() throws {
        let fine = try FrameGeometry(settings(20, 5), sampleRate: 16000)
        let coarse = try FrameGeometry(settings(20, 10), sampleRate: 48000)
        let once = fine.smoothing(seconds: 0.1)
        #expect(abs(once * once - coarse.smoothing(seconds: 0.1)) < 1e-6)
        #expect(abs(coarse.smoothing(seconds: 0.1) - 0.904_837_4) < 1e-6)
        #expect(fine.smoothing(seconds: 0) == 0 && fine.smoothing(seconds: -1) == 0)
    }
}
