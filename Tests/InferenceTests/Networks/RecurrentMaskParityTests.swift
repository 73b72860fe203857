import Foundation
import Inference
import RealTime
import Testing

/// Files that the training program has written.
enum Exports {
    /// The package's folder.
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func run(_ name: String, _ file: String) -> String {
        root.appendingPathComponent("Training/runs/\(name)/\(file)").path
    }
}

@Suite("The recurrent mask against PyTorch")
struct RecurrentMaskParityTests {
    static let weights = Exports.run("flagship-first-words", "flagship-first-words.safetensors")

    @Test(
        "every layer and the whole network agree within 1e-4 over 200 frames",
        arguments: [
            "finer-cries", "flagship-first-words", "long-first-words", "flagship-ahead-disguised",
            "flagship-deep",
            "low-delay-first-words", "tiny-understood",
        ]
    )
    func parity(run: String) throws {
        let golden = try SafetensorsFile(path: Exports.run(run, "\(run).golden.safetensors"))
        let input = try #require(golden.floats("input"))
        let frames = try #require(golden.integers("frames"))
        let expected = try #require(golden.floats("output"))
        let mask = try #require(golden.floats("mask"))
        let file = try WeightFile(path: Exports.run(run, "\(run).safetensors"))
        let weights = try RecurrentMaskWeights(file)
        var network = RecurrentMaskNetwork(weights)
        let bins = weights.bins
        var spectrum = Samples(repeating: 0, count: 2 * bins)
        var gains = Samples(repeating: 0, count: 2 * bins)
        var strengths = Samples(repeating: 0, count: bins)
        var worst: [String: Float] = [:]
        let layers = Dictionary(
            uniqueKeysWithValues: golden.entries.keys.filter { $0.hasPrefix("layer.") }
                .compactMap { name in golden.floats(name).map { (name, $0) } }
        )
        for frame in 0..<200 {
            let start = frame * (bins + 1) * 2
            for index in 0..<2 * bins { spectrum[index] = input[start + index] }
            // The frame that the mask is for; before the first there is silence.
            let masked = frame - file.description.frames.lookaheadFrames
            func noisy(_ index: Int) -> Float { masked < 0 ? 0 : input[masked * (bins + 1) * 2 + index] }
            let known = frames.firstIndex(of: frame)
            network.process(spectrum, into: &gains, strengths: &strengths) { stage, plane in
                guard let known, let layer = layers["layer.\(Self.name(of: stage))"] else { return }
                let count = plane.frequencies * plane.channels
                for row in 0..<plane.frequencies {
                    for channel in 0..<plane.channels {
                        let value = layer[known * count + row * plane.channels + channel]
                        let name = Self.name(of: stage)
                        worst[name] = max(worst[name] ?? 0, abs(plane[row, channel] - value))
                    }
                }
            }
            for bin in 0..<bins {
                let (re, im) = (noisy(2 * bin), noisy(2 * bin + 1))
                let (a, b) = (gains[2 * bin], gains[2 * bin + 1])
                let error = max(
                    abs(re * a - im * b - expected[start + 2 * bin]),
                    abs(re * b + im * a - expected[start + 2 * bin + 1])
                )
                worst["output"] = max(worst["output"] ?? 0, error)
                let place = (frame * bins + bin) * 2
                let strength = mask[place] * mask[place] + mask[place + 1] * mask[place + 1]
                let distance = max(abs(a - mask[place] * strength), abs(b - mask[place + 1] * strength))
                worst["mask"] = max(worst["mask"] ?? 0, distance)
            }
            let top = strengths[bins - 1] * noisy(2 * bins)
            worst["top"] = max(worst["top"] ?? 0, abs(top - expected[start + 2 * bins]))
        }
        // The layer `mask` is looked at in every frame.
        #expect(Set(worst.keys) == Set(layers.keys.map { String($0.dropFirst(6)) } + ["output", "top"]))
        for (name, error) in worst { #expect(error < 1e-4, "\(name) is off by \(error)") }
    }

    private static func name(of stage: RecurrentMaskNetwork.Stage) -> String {
        switch stage {
        case .features: "features"
        case .encoderIn: "encoder_in"
        case .encoder(let index): "encoder.\(index)"
        case .reduce: "reduce"
        case .blockRecurrent(let index): "blocks.\(index).recurrent"
        case .blockTime(let index): "blocks.\(index).time"
        case .blockFrequency(let index): "blocks.\(index).frequency"
        case .expand: "expand"
        case .decoder(let index): "decoder.\(index)"
        case .decoderOut: "decoder_out"
        }
    }
}
