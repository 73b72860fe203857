import AudioIO
import Evaluation
import Foundation
import Testing

/// Talkers far from the microphone, or too near: the network learnt from levels between.
@Suite("Quiet talkers")
struct QuietTalkerTests {
    static let clips = ["16k-032_moodist-transport_5dB.flac", "16k-012_esc10-007-Helicopter_5dB.flac"]

    @Test("the network cleans them nearly as well", arguments: clips, [-20.0, -30, 10])
    func level(clip: String, change: Double) throws {
        let reference = try QualityTests.samples(Clips.clean(clip)).samples
        let noisy = try QualityTests.samples(Clips.noisy(clip)).samples
        let usual = try Self.distortion(of: noisy, changedBy: 0, against: reference)
        #expect(try Self.distortion(of: noisy, changedBy: change, against: reference) > usual - 1)
    }

    /// SI-SDR in dB of a clip cleaned at another level, once the network has heard it twice.
    private static func distortion(
        of noisy: [Float],
        changedBy change: Double,
        against reference: [Float]
    ) throws -> Double {
        let scratch = try Scratch()
        let (input, output) = (scratch.path("in.wav"), scratch.path("out.wav"))
        let gain = Float(pow(10, change / 20))
        try WAVBytes.file(of: (noisy + noisy + noisy).map { $0 * gain })
            .write(to: URL(fileURLWithPath: input))
        let run = try CommandRun(["file", input, "-o", output, "--preset", "neural", "-q"])
        #expect(run.status == 0)
        let last = Array(try QualityTests.samples(output).samples.suffix(noisy.count))
        return try #require(Fidelity(of: last, against: reference, sampleRate: 16_000)).scaleInvariantSDR
    }
}
