import AudioIO
import Evaluation
import Foundation
import RealTime
import Testing

/// Thresholds on the bundled recordings of real noisy speech; the figures behind them are in the README.
@Suite("quality on real speech")
struct QualityTests {
    @Test(
        "every engine betters the noisy recordings",
        arguments: ["neural", "om-lsa", "log-mmse", "wiener", "spectral-subtraction"]
    )
    func improves(engine: String) throws {
        var before: [Fidelity] = []
        var after: [Fidelity] = []
        for name in Clips.names {
            let scratch = try Scratch()
            let output = scratch.path("out.wav")
            let run = try CommandRun(["file", Clips.noisy(name), "-o", output, "--engine", engine, "-q"])
            #expect(run.status == 0)
            let clean = try Self.samples(Clips.clean(name))
            let noisy = try Self.samples(Clips.noisy(name)).samples
            let enhanced = try Self.samples(output).samples
            before.append(try #require(Fidelity(of: noisy, against: clean.samples, sampleRate: clean.rate)))
            after.append(try #require(Fidelity(of: enhanced, against: clean.samples, sampleRate: clean.rate)))
        }
        let noisy = try #require(Fidelity(meanOf: before))
        let enhanced = try #require(Fidelity(meanOf: after))
        #expect(enhanced.scaleInvariantSDR > noisy.scaleInvariantSDR + 2)
        #expect(enhanced.segmentalSNR > noisy.segmentalSNR + 1)
        #expect(enhanced.logSpectralDistance < noisy.logSpectralDistance)
    }

    static func samples(_ path: String) throws -> (samples: [Float], rate: Int) {
        var source = try FileSource(path: path)
        var block = Samples(repeating: 0, count: 4096 * source.format.channels)
        var samples: [Float] = []
        while true {
            let frames = try source.read(into: &block, frames: 4096)
            guard frames > 0 else { break }
            for index in 0..<frames { samples.append(block[index * source.format.channels]) }
        }
        return (samples, source.format.sampleRate)
    }
}
