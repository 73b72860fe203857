import RealTime
import Spectral
import TestSignals
import Testing

@Suite("Analysis and synthesis")
struct ReconstructionTests {
    @Test("sound comes back below −100 dB, exactly the stated delay later", arguments: GeometryCase.all)
    func reconstruction(frames: GeometryCase) throws {
        let geometry = try frames.geometry()
        let channels = 2
        let count = geometry.hop * ((3 * geometry.length) / geometry.hop + 2)
        let sound = (0..<channels).map { Sounds.noise(count: count, seed: UInt64($0), amplitude: 1) }
        let output = overlapAdded(sound, geometry)
        for channel in 0..<channels {
            let expected = Sounds.delayed(sound[channel], by: geometry.delay)
            #expect(Levels.error(of: output[channel], against: expected) < -100)
        }
    }

    @Test("delay and latency follow from synthesis window and frames ahead", arguments: GeometryCase.all)
    func delay(frames: GeometryCase) throws {
        let geometry = try frames.geometry()
        let asked = Double(frames.settings.synthesisMilliseconds) * Double(geometry.sampleRate) / 1000
        let hop = Double(frames.settings.hopMilliseconds) * Double(geometry.sampleRate) / 1000
        let areWhole = [asked, hop].allSatisfy { abs($0 - $0.rounded()) < 1e-3 }
        #expect(geometry.lookahead == frames.settings.lookaheadFrames * geometry.hop)
        let own = Double(geometry.latency - geometry.lookahead)
        #expect(abs(own - asked) < (areWhole ? 1e-3 : 0.01 * asked))
        #expect(geometry.delay == geometry.latency - geometry.hop)
    }

    @Test("the analyzer's delayed hop is the sound itself, that much later", arguments: GeometryCase.all)
    func delayedHop(frames: GeometryCase) throws {
        let geometry = try frames.geometry()
        let count = geometry.hop * (geometry.length / geometry.hop + 3)
        let sound = [Sounds.noise(count: count, seed: 1), Sounds.noise(count: count, seed: 2)]
        var analyzer = Analyzer(geometry: geometry, channels: 2)
        var heard: [[Float]] = [[], []]
        var output = Samples(repeating: 0, count: 2 * geometry.hop)
        for start in stride(from: 0, to: count, by: geometry.hop) {
            analyzer.push(block(of: sound, at: start, geometry))
            for channel in 0..<2 {
                analyzer.delayed(channel: channel, into: &output, at: channel * geometry.hop)
                for n in 0..<geometry.hop { heard[channel].append(output[channel * geometry.hop + n]) }
            }
        }
        for channel in 0..<2 {
            let expected = Sounds.delayed(sound[channel], by: geometry.delay)
            #expect(Levels.firstDifference(heard[channel], expected) == nil)
        }
    }

    @Test("the newest frame leaves as many frames later as are heard ahead", arguments: GeometryCase.all)
    func newest(frames: GeometryCase) throws {
        let geometry = try frames.geometry()
        let ahead = geometry.lookaheadFrames
        let count = geometry.hop * (geometry.length / geometry.hop + 3 + ahead)
        let sound = [Sounds.noise(count: count, seed: 1)]
        let transform = RealFFT(length: geometry.length)
        var analyzer = Analyzer(geometry: geometry, channels: 1)
        var spectrum = Spectrum(repeating: .zero, count: geometry.bins)
        var newest: [[Float]] = []
        var leaving: [[Float]] = []
        for start in stride(from: 0, to: count, by: geometry.hop) {
            analyzer.push(block(of: sound, at: start, geometry))
            analyzer.analyzeNewest(channel: 0, with: transform, into: &spectrum)
            newest.append((0..<geometry.bins).flatMap { [spectrum[$0].real, spectrum[$0].imaginary] })
            analyzer.analyze(channel: 0, with: transform, into: &spectrum)
            leaving.append((0..<geometry.bins).flatMap { [spectrum[$0].real, spectrum[$0].imaginary] })
        }
        #expect(Array(leaving[ahead...]) == Array(newest.dropLast(ahead)))
        #expect(newest[0].contains { $0 != 0 })
        #expect(leaving.prefix(ahead).allSatisfy { $0.allSatisfy { $0 == 0 } })
    }

    @Test(
        "a full-scale sine at a bin's centre has magnitude one half at every rate",
        arguments: GeometryCase.all
    )
    func level(frames: GeometryCase) throws {
        let geometry = try frames.geometry()
        let bin = geometry.bins / 3
        let count = geometry.hop * (geometry.length / geometry.hop + 1 + geometry.lookaheadFrames)
        let sine = Sounds.sine(
            count: count,
            frequency: Double(bin) * Double(geometry.sampleRate) / Double(geometry.length),
            sampleRate: geometry.sampleRate,
            amplitude: 1
        )
        var analyzer = Analyzer(geometry: geometry, channels: 1)
        for start in stride(from: 0, to: count, by: geometry.hop) {
            analyzer.push(block(of: [sine], at: start, geometry))
        }
        var spectrum = Spectrum(repeating: .zero, count: geometry.bins)
        analyzer.analyze(channel: 0, with: RealFFT(length: geometry.length), into: &spectrum)
        var power = Samples(repeating: 0, count: geometry.bins)
        spectrum.power(into: &power)
        #expect(abs(power[bin].squareRoot() - 0.5) < 1e-3)
    }

    @Test("after a reset nothing is left of the sound before")
    func reset() throws {
        let settings = FrameSettings(windowMilliseconds: 20, hopMilliseconds: 5, windowPair: .squareRootHann)
        let geometry = try FrameGeometry(settings, sampleRate: 16000)
        let transform = RealFFT(length: geometry.length)
        var analyzer = Analyzer(geometry: geometry, channels: 1)
        var synthesizer = Synthesizer(geometry: geometry, channels: 1)
        let noise = Sounds.noise(count: 4 * geometry.length, seed: 1)
        _ = run([noise], geometry, transform, &analyzer, &synthesizer)
        analyzer.reset()
        synthesizer.reset()
        let again = run([noise], geometry, transform, &analyzer, &synthesizer)
        #expect(Levels.firstDifference(again[0], overlapAdded([noise], geometry)[0]) == nil)
    }

    private func overlapAdded(_ sound: [[Float]], _ geometry: FrameGeometry) -> [[Float]] {
        var analyzer = Analyzer(geometry: geometry, channels: sound.count)
        var synthesizer = Synthesizer(geometry: geometry, channels: sound.count)
        return run(sound, geometry, RealFFT(length: geometry.length), &analyzer, &synthesizer)
    }

    private func run(
        _ sound: [[Float]],
        _ geometry: FrameGeometry,
        _ transform: borrowing RealFFT,
        _ analyzer: inout Analyzer,
        _ synthesizer: inout Synthesizer
    ) -> [[Float]] {
        var output = [[Float]](repeating: [], count: sound.count)
        var spectrum = Spectrum(repeating: .zero, count: geometry.bins)
        var hop = Samples(repeating: 0, count: geometry.hop + 1)
        for start in stride(from: 0, to: sound[0].count, by: geometry.hop) {
            analyzer.push(block(of: sound, at: start, geometry))
            for channel in sound.indices {
                analyzer.analyze(channel: channel, with: transform, into: &spectrum)
                synthesizer.synthesize(&spectrum, channel: channel, with: transform, into: &hop, at: 1)
                for n in 1...geometry.hop { output[channel].append(hop[n]) }
            }
        }
        return output
    }

    private func block(of sound: [[Float]], at start: Int, _ geometry: FrameGeometry) -> Samples {
        Samples(sound.flatMap { $0[start..<start + geometry.hop] })
    }
}
