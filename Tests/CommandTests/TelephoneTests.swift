import AudioIO
import Evaluation
import Foundation
import TestSignals
import Testing

/// The bundled recordings at 8 kHz, as a telephone has them.
@Suite("quality on real speech, 8 kHz")
struct TelephoneTests {
    @Test("the small network betters the classical engine, noisy words and clean")
    func convolutional() throws {
        let classical = try Self.mean("telephone-8k")
        let neural = try Self.mean("telephone-8k-129x8")
        #expect(neural.scaleInvariantSDR > classical.scaleInvariantSDR + 0.3)
        #expect(neural.segmentalSNR > classical.segmentalSNR)
        #expect(neural.logSpectralDistance < classical.logSpectralDistance)
    }

    @Test(
        "clean speech keeps its level",
        arguments: ["telephone-8k", "telephone-8k-neural", "telephone-8k-129x8"]
    )
    func level(preset: String) throws {
        let changes = try Clips.names.map { name in
            let clean = try Self.samples(Clips.clean(name))
            return try Levels.decibels(Self.cleaned(clean, by: preset)) - Levels.decibels(clean)
        }
        #expect(abs(changes.reduce(0, +) / Double(changes.count)) < 0.3, "\(changes)")
        #expect(changes.allSatisfy { abs($0) < 1 }, "\(changes)")
    }

    private static func mean(_ preset: String) throws -> Fidelity {
        let fidelities = try Clips.names.map { name in
            let clean = try samples(Clips.clean(name))
            let sound = try cleaned(try samples(Clips.noisy(name)), by: preset)
            return try #require(Fidelity(of: sound, against: clean, sampleRate: 8000))
        }
        return try #require(Fidelity(meanOf: fidelities))
    }

    /// The first channel at 8 kHz.
    private static func samples(_ path: String) throws -> [Float] {
        var source = try ResampledSource(try FileSource(path: path), sampleRate: 8000)
        return try source.firstChannel()
    }

    private static func cleaned(_ sound: [Float], by preset: String) throws -> [Float] {
        let input = unsafe sound.withUnsafeBytes { unsafe Data($0) }
        let options = ["pipe", "--rate", "8000", "--format", "f32le", "--align", "--preset", preset]
        let run = try CommandRun(options, input: input)
        #expect(run.status == 0)
        var cleaned = [Float](repeating: 0, count: run.output.count / 4)
        _ = unsafe cleaned.withUnsafeMutableBytes { unsafe run.output.copyBytes(to: $0) }
        return cleaned
    }
}
