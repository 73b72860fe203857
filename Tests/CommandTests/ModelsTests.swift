import Foundation
import TestSignals
import Testing

@Suite("models")
struct ModelsTests {
    @Test("the list has the shipped models, for people and for programs")
    func list() throws {
        let table = try CommandRun(["models"])
        #expect(table.status == 0)
        for name in ShippedModels.names { #expect(table.text.contains(name)) }
        let json = try CommandRun(["models", "list", "--json"])
        let rows = try #require(try JSONSerialization.jsonObject(with: json.output) as? [[String: Any]])
        #expect(Set(rows.compactMap { $0["name"] as? String }).isSuperset(of: ShippedModels.names))
        #expect(rows.allSatisfy { ($0["parameters"] as? Int ?? 0) > 1000 })
    }

    @Test("a model says what it was trained on and under which licences", arguments: ShippedModels.names)
    func show(name: String) throws {
        let run = try CommandRun(["models", "show", name])
        #expect(run.status == 0)
        for word in ["architecture:", "sha256:", "training_data:", "CC0"] { #expect(run.text.contains(word)) }
    }

    @Test("a sound file verifies, a damaged one leaves with 78, a missing one with 66")
    func verify() throws {
        #expect(try CommandRun(["models", "verify"] + ShippedModels.names).status == 0)
        let scratch = try Scratch()
        let path = scratch.path("x.safetensors")
        let model = CommandRun.root.appendingPathComponent("Models/recurrent-mask.safetensors")
        var bytes = try Data(contentsOf: model)
        bytes[bytes.count - 5] ^= 1
        try bytes.write(to: URL(fileURLWithPath: path))
        let damaged = try CommandRun(["models", "verify", path])
        #expect(damaged.status == 78)
        #expect(damaged.errors.contains("SHA-256"))
        #expect(try CommandRun(["models", "verify", scratch.path("none.safetensors")]).status == 66)
        #expect(
            try CommandRun(["file", Clips.demo, "-o", scratch.path("o.wav"), "--model", path]).status == 78
        )
        #expect(scratch.names == ["x.safetensors"])
    }

    @Test("-a ML cleans with a network, and its output says so")
    func alias() throws {
        let scratch = try Scratch()
        let input = scratch.path("in.wav")
        try FileManager.default.copyItem(atPath: Clips.demo, toPath: input)
        let run = try CommandRun(["file", "-f", input, "-a", "ML"])
        #expect(run.status == 0)
        #expect(run.errors.contains("latency 20.0 ms"))
        #expect(scratch.names == ["in.wav", "in_ml_denoised.wav"])
    }

    @Test(
        "the networks' presets are sound and clean in a pipe",
        arguments: [
            "neural", "neural-129x8", "speech-recognition-neural", "telephone-8k-neural",
            "low-latency-neural", "neural-tiny", "neural-large", "telephone-8k-129x8",
        ]
    )
    func presets(name: String) throws {
        let path = CommandRun.root.appendingPathComponent("Presets/\(name).toml").path
        let check = try CommandRun(["check", path])
        #expect(check.status == 0)
        #expect(check.text.contains("engine neural"))
        let input = try Clips.demoSamples()
        let run = try CommandRun(["pipe", "--rate", "16000", "--align", "--preset", name], input: input)
        #expect(run.status == 0)
        #expect(run.output.count == input.count && run.output != input)
    }

    @Test(
        "a network's delay is what its card says",
        arguments: [
            ("low-latency-neural", "recurrent-mask-low-delay", 10), ("neural", "recurrent-mask", 20),
            ("telephone-8k-neural", "recurrent-mask-short", 20),
            ("neural-large", "recurrent-mask-large", 40),
        ]
    )
    func delay(preset: String, model: String, milliseconds: Double) throws {
        let scratch = try Scratch()
        let run = try CommandRun(
            ["file", Clips.demo, "-o", scratch.path("o.wav"), "--preset", preset]
        )
        #expect(run.status == 0)
        #expect(run.errors.contains("latency \(milliseconds) ms"), "\(run.errors)")
        let json = try CommandRun(["models", "list", "--json"])
        let rows = try #require(try JSONSerialization.jsonObject(with: json.output) as? [[String: Any]])
        let delays = rows.compactMap { row in
            (row["name"] as? String).flatMap { name in
                (row["delayMilliseconds"] as? Double).map { (name, $0) }
            }
        }
        let table = Dictionary(delays, uniquingKeysWith: { first, _ in first })
        #expect(table[model] == milliseconds)
    }

    @Test("frames that are not the network's, and models that are not there, are refused with 78")
    func refusals() throws {
        let pipe = ["pipe", "--rate", "16000", "--engine", "neural"]
        let frames = try CommandRun(pipe + ["--preset", "low-latency"])
        #expect(frames.status == 78)
        #expect(frames.errors.contains("windowMilliseconds = 40"))
        let low = try CommandRun(
            pipe + ["--model", "recurrent-mask-low-delay", "--preset", "low-latency"]
        )
        #expect(low.status == 78)
        #expect(low.errors.contains("synthesisMilliseconds = 10"), "\(low.errors)")
        let model = try CommandRun(pipe + ["--model", "recurrent-musk"])
        #expect(model.status == 78)
        #expect(model.errors.contains("did you mean recurrent-mask?"))
        let empty = try Scratch()
        let other = try CommandRun(
            pipe + ["--model", "x"],
            environment: ["CLEANMACHINE_MODELS": empty.folder.path]
        )
        #expect(other.status == 78)
    }
}
