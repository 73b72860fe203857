import AudioIO
import Evaluation
import Foundation
import TestSignals
import Testing

/// Thresholds on the bundled recordings of real noisy speech; the figures behind them are in the README.
@Suite("quality on real speech")
struct QualityTests {
    @Test(
        "every engine betters the noisy recordings",
        arguments: ["neural", "om-lsa", "log-mmse", "wiener", "spectral-subtraction"]
    )
    func improves(engine: String) throws {
        let noisy = try Self.meanFidelity { Clips.noisy($0) }
        let enhanced = try Self.meanFidelity(cleaning: ["--engine", engine])
        #expect(enhanced.scaleInvariantSDR > noisy.scaleInvariantSDR + 2)
        #expect(enhanced.segmentalSNR > noisy.segmentalSNR + 1)
        #expect(enhanced.logSpectralDistance < noisy.logSpectralDistance)
    }

    @Test("with 10 ms of delay the network betters the classical engine with 8 ms")
    func lowLatency() throws {
        let classical = try Self.meanFidelity(cleaning: ["--preset", "low-latency"])
        let neural = try Self.meanFidelity(cleaning: ["--preset", "low-latency-neural"])
        #expect(neural.scaleInvariantSDR > classical.scaleInvariantSDR + 1.5)
        #expect(neural.segmentalSNR > classical.segmentalSNR)
        #expect(neural.logSpectralDistance < classical.logSpectralDistance)
    }

    @Test("the small network betters the classical default")
    func tiny() throws {
        let classical = try Self.meanFidelity(cleaning: [])
        let neural = try Self.meanFidelity(cleaning: ["--preset", "neural-tiny"])
        #expect(neural.scaleInvariantSDR > classical.scaleInvariantSDR + 0.5)
        #expect(neural.segmentalSNR > classical.segmentalSNR)
        #expect(neural.logSpectralDistance < classical.logSpectralDistance)
    }

    /// What the clips become with `options`, against the clean ones.
    private static func meanFidelity(cleaning options: [String]) throws -> Fidelity {
        let scratch = try Scratch()
        return try meanFidelity { name in
            let output = scratch.path("\(name).wav")
            let run = try CommandRun(["file", Clips.noisy(name), "-o", output, "-q"] + options)
            #expect(run.status == 0)
            return output
        }
    }

    /// What the files at the paths for the clips' names are like, against the clean ones.
    private static func meanFidelity(of path: (String) throws -> String) throws -> Fidelity {
        let fidelities = try Clips.names.map { name in
            let clean = try samples(Clips.clean(name))
            let sound = try samples(path(name)).samples
            return try #require(Fidelity(of: sound, against: clean.samples, sampleRate: clean.rate))
        }
        return try #require(Fidelity(meanOf: fidelities))
    }

    // Clean words, where they begin and in the midst of their first vowel.
    static let onsets: [(clip: String, seconds: [Double])] = [
        ("16k-001_moodist-transport_0dB.flac", [1.02, 1.11]),
        ("16k-011_moodist-rain_0dB.flac", [0.94, 1.03]),
        ("16k-012_esc10-007-Helicopter_5dB.flac", [1.04, 1.13]),
        ("16k-027_esc10-003-Sea-waves_5dB.flac", [1.06, 1.15]),
        ("16k-032_moodist-transport_5dB.flac", [1.16, 1.25]),
        ("16k-036_esc10-008-Chainsaw_0dB.flac", [4.62, 4.71]),
        ("16k-057_moodist-things_5dB.flac", [1.14, 1.23]),
    ]

    @Test(
        "clean speech that follows digital silence keeps its level in its first 300 ms",
        arguments: ["neural", "presence-model", "om-lsa", "log-mmse", "wiener", "spectral-subtraction"]
    )
    func onsetAfterSilence(engine: String) throws {
        let rate = 16000
        var gains: [Double] = []
        for (clip, places) in Self.onsets {
            let speech = try Self.samples(Clips.clean(clip)).samples
            for place in places {
                let start = Int(place * Double(rate))
                let sound = [Float](repeating: 0, count: rate) + speech[start..<start + rate]
                let input = unsafe sound.withUnsafeBytes { unsafe Data($0) }
                let run = try CommandRun(
                    ["pipe", "--align", "--rate", "\(rate)", "--format", "f32le", "-a", engine, "-q"],
                    input: input
                )
                let cleaned = unsafe run.output.withUnsafeBytes {
                    unsafe Array($0.bindMemory(to: Float.self))
                }
                try #require(cleaned.count == sound.count)
                let onset = rate..<rate + 3 * rate / 10
                gains.append(Levels.decibels(cleaned[onset]) - Levels.decibels(sound[onset]))
            }
        }
        #expect(gains.reduce(0, +) / Double(gains.count) > -1)
        #expect(gains.allSatisfy { $0 > -5 })
    }

    @Test(
        "clean speech keeps its level",
        arguments: [
            "voice-call", "neural", "neural-129x8", "low-latency-neural", "neural-tiny", "neural-large",
        ]
    )
    func level(preset: String) throws {
        let changes = try Clips.names.map { name in
            let scratch = try Scratch()
            let output = scratch.path("out.wav")
            let run = try CommandRun(["file", Clips.clean(name), "-o", output, "--preset", preset, "-q"])
            #expect(run.status == 0)
            return try Levels.decibels(Self.samples(output).samples)
                - Levels.decibels(Self.samples(Clips.clean(name)).samples)
        }
        #expect(abs(changes.reduce(0, +) / Double(changes.count)) < 0.3)
        #expect(changes.allSatisfy { abs($0) < 1 })
    }

    static func samples(_ path: String) throws -> (samples: [Float], rate: Int) {
        var source = try FileSource(path: path)
        return (try source.firstChannel(), source.format.sampleRate)
    }
}
