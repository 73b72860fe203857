import AudioIO
import Evaluation
import Testing

/// What comes and goes faster than a noise tracker follows; the first has a pitch, as a voice has.
@Suite("Intrusions")
struct IntrusionTests {
    struct Recording: CustomTestStringConvertible {
        let testDescription: String
        let noisy: String
        let clean: String
        /// In dB.
        let gain: Double
    }

    static let recordings = [
        Recording(
            testDescription: "a baby that cries",
            noisy: Clips.cry,
            clean: Clips.cryClean,
            gain: 8
        ),
        Recording(
            testDescription: "wheels on rails",
            noisy: Clips.noisy("16k-001_moodist-transport_0dB.flac"),
            clean: Clips.clean("16k-001_moodist-transport_0dB.flac"),
            gain: 4.8
        ),
    ]

    @Test("the network that was taught them takes them away", arguments: recordings)
    func gone(recording: Recording) throws {
        let scratch = try Scratch()
        let output = scratch.path("out.wav")
        let run = try CommandRun(["file", recording.noisy, "-o", output, "--preset", "neural", "-q"])
        #expect(run.status == 0)
        let before = try Self.distortion(of: recording.noisy, against: recording.clean)
        let after = try Self.distortion(of: output, against: recording.clean)
        #expect(after - before > recording.gain)
    }

    /// SI-SDR in dB.
    private static func distortion(of path: String, against clean: String) throws -> Double {
        let reference = try QualityTests.samples(clean)
        let sound = try QualityTests.samples(path).samples
        return try #require(Fidelity(of: sound, against: reference.samples, sampleRate: reference.rate))
            .scaleInvariantSDR
    }
}
