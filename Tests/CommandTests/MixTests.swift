import AudioIO
import Foundation
import Testing

@Suite("mix")
struct MixTests {
    @Test(
        "five decibels more asked for are five decibels more measured",
        arguments: ["white", "pink", "brown", "band", "hum"]
    )
    func ratio(noise: String) throws {
        let scratch = try Scratch()
        let mixed = try CommandRun([
            "mix", Clips.demoClean, "--noise", noise, "--snr", "-2.5", "--snr", "2.5", "-d",
            scratch.path("out"),
        ])
        #expect(mixed.status == 0)
        let louder = scratch.path("out/demo-clean_-2.5dB.wav")
        let quieter = scratch.path("out/demo-clean_2.5dB.wav")
        let measured = try EvaluationResult(clean: Clips.demoClean, noisy: louder, enhanced: quieter)
        #expect(abs(measured.improvement("snrDecibels") - 5) < 0.02)
        #expect(abs(measured.improvement("siSDRDecibels") - 5) < 0.1)
    }

    @Test("the parts add up to the sum")
    func parts() throws {
        let scratch = try Scratch()
        let (sum, speech, noise) = (
            scratch.path("sum.wav"), scratch.path("speech.wav"), scratch.path("noise.wav")
        )
        let mixed = try CommandRun([
            "mix", Clips.demoClean, Clips.demo, "--snr", "0", "-o", sum, "--clean-out", speech, "--noise-out",
            noise,
        ])
        #expect(mixed.status == 0)
        #expect(mixed.text.contains("SNR 0 dB"))
        let samples = try [sum, speech, noise].map {
            try Data(contentsOf: URL(fileURLWithPath: $0)).dropFirst(44)
        }
        .map { data in stride(from: 0, to: data.count, by: 2).map { Self.sample(data, at: $0) } }
        #expect(samples[0].count == 96_000)
        for n in samples[0].indices {
            #expect(abs(samples[1][n] + samples[2][n] - samples[0][n]) <= 2)
        }
    }

    @Test("noise of another rate and length is brought to the speech's")
    func resampling() throws {
        let scratch = try Scratch()
        let noise = try #require(Clips.names.last { $0.hasPrefix("48k") })
        let mixed = try CommandRun([
            "mix", Clips.demoClean, Clips.noisy(noise), "--snr", "5", "-o", scratch.path("n.flac"),
        ])
        #expect(mixed.status == 0)
        let result = try FileSource(path: scratch.path("n.flac")).description
        #expect(result.stream == StreamFormat(sampleRate: 16_000, channels: 1))
        #expect(result.frames == 96_000)
    }

    @Test("a seed decides the noise")
    func seeds() throws {
        let scratch = try Scratch()
        let results = try ["1", "1", "2"].enumerated().map { index, seed in
            let path = scratch.path("\(index).wav")
            let run = try CommandRun([
                "mix", Clips.demoClean, "--noise", "pink", "--snr", "5", "--seed", seed, "-o", path,
            ])
            #expect(run.status == 0)
            return try Data(contentsOf: URL(fileURLWithPath: path))
        }
        #expect(results[0] == results[1])
        #expect(results[0] != results[2])
    }

    @Test(
        "what cannot be mixed is refused with its reason and code, and leaves nothing",
        arguments: [
            (["--snr", "5"], 64, "there is no noise"),
            (["--noise", "green", "--snr", "5"], 64, "there is no noise `green`"),
            (["--noise", "white"], 64, "--snr 5"),
            (["--noise", "white", "--snr", "500"], 64, "between -100 and 100"),
            (["--noise", "white", "--hum", "50", "--snr", "5"], 64, "does not go with"),
            (["--band", "4000", "--snr", "5"], 64, "such as 4000-8000"),
            (["--band", "9000-9500", "--snr", "5"], 64, "below 8000.0 Hz"),
            (["no-such-noise.wav", "--snr", "5"], 66, "no-such-noise.wav"),
            (["Package.swift", "--snr", "5"], 65, "Package.swift"),
        ]
    )
    func refusals(arguments: [String], status: Int32, message: String) throws {
        let scratch = try Scratch()
        let run = try CommandRun(["mix", Clips.demoClean] + arguments + ["-o", scratch.path("out.wav")])
        #expect(run.status == status)
        #expect(run.errors.contains(message))
        #expect(scratch.names.isEmpty)
    }

    @Test("a file that exists is left as it is without --force")
    func force() throws {
        let scratch = try Scratch()
        let arguments = [
            "mix", Clips.demoClean, "--noise", "white", "--snr", "5", "-o", scratch.path("out.wav"),
        ]
        #expect(try CommandRun(arguments).status == 0)
        #expect(try CommandRun(arguments).status == 73)
        #expect(try CommandRun(arguments + ["--force"]).status == 0)
    }

    private static func sample(_ bytes: Data, at offset: Int) -> Int {
        let start = bytes.startIndex + offset
        return Int(Int16(bitPattern: UInt16(bytes[start]) | UInt16(bytes[start + 1]) << 8))
    }
}
