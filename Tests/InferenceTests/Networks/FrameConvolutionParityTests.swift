import Inference
import RealTime
import Testing

@Suite("The 129×8 network against PyTorch")
struct FrameConvolutionParityTests {
    @Test(
        "every layer and the whole network agree within 1e-4 over 200 frames",
        arguments: ["frame-33k-perceptual", "frame-33k-8k", "frame-170k-perceptual"]
    )
    func parity(run: String) throws {
        let golden = try SafetensorsFile(path: Exports.run(run, "\(run).golden.safetensors"))
        let input = try #require(golden.floats("input"))
        let expected = try #require(golden.floats("gain"))
        let frames = try #require(golden.integers("frames"))
        let weights = try WeightFile(path: Exports.run(run, "\(run).safetensors"))
        var network = FrameConvolutionNetwork(try FrameConvolutionWeights(weights))
        let bins = network.bins
        var power = Samples(repeating: 0, count: bins)
        var gains = Samples(repeating: 0, count: bins)
        var worst: [String: Float] = [:]
        for frame in 0..<200 {
            for bin in 0..<bins {
                let place = 2 * (frame * bins + bin)
                power[bin] = input[place] * input[place] + input[place + 1] * input[place + 1]
            }
            let known = frames.firstIndex(of: frame)
            network.process(power: power, into: &gains) { stage, plane in
                let name = Self.name(of: stage)
                guard let known, let layer = golden.floats("layer.\(name)") else { return }
                let count = plane.frequencies * plane.channels
                for row in 0..<plane.frequencies {
                    for channel in 0..<plane.channels {
                        let value = layer[known * count + row * plane.channels + channel]
                        // Layers reach tens; the tolerance is relative above one.
                        let error = abs(plane[row, channel] - value) / max(1, abs(value))
                        worst[name] = max(worst[name] ?? 0, error)
                    }
                }
            }
            for bin in 0..<bins {
                worst["gain"] = max(worst["gain"] ?? 0, abs(gains[bin] - expected[frame * bins + bin]))
            }
        }
        #expect(worst.count == 15 + 3)
        for (name, error) in worst { #expect(error < 1e-4, "\(name) is off by \(error)") }
    }

    private static func name(of stage: FrameConvolutionNetwork.Stage) -> String {
        switch stage {
        case .input: "input"
        case .layer(let index): "layers.\(index)"
        case .last: "last"
        }
    }
}
