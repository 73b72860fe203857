import Foundation
import Inference
import RealTime
import Testing

/// A network that goes on from a state of its own has forgotten the frames before, and only then.
@Suite("A stream that begins in a quiet room")
struct QuietBeginningTests {
    private static func network() throws -> RecurrentMaskNetwork {
        let path = Exports.run("finer-cries", "finer-cries.safetensors")
        return RecurrentMaskNetwork(try RecurrentMaskWeights(try WeightFile(path: path)))
    }

    /// The gains that frames get of the given levels, decibels of full scale.
    private static func gains(_ network: inout RecurrentMaskNetwork, levels: [Float]) -> [[Float]] {
        let bins = network.bins
        var gains = Samples(repeating: 0, count: 2 * bins)
        var strengths = Samples(repeating: 0, count: bins)
        return levels.map { level in
            let part = pow(10, level / 20) / Float(2 * bins).squareRoot()
            network.process(
                Samples((0..<2 * bins).map { $0.isMultiple(of: 3) ? -part : part }),
                into: &gains,
                strengths: &strengths
            )
            return gains.indices.map { gains[$0] }
        }
    }

    /// Whether it is forgotten after `first` frames what they held, in streams that go on at the given levels.
    private static func forgets(first: Int, then levels: [Float]) throws -> Bool {
        var network = try network()
        let outputs = [Float(-90), -30].map { level in
            network.reset()
            let all = [Float](repeating: level, count: first) + levels
            return gains(&network, levels: all)[first...]
        }
        return outputs[0] == outputs[1]
    }

    @Test("the first whole window decides, at -45 dB of full scale")
    func level() throws {
        #expect(try Self.forgets(first: 3, then: [-90, -20, -20]))
        #expect(try Self.forgets(first: 3, then: [-45.7, -20, -20]))
        #expect(try !Self.forgets(first: 3, then: [-44.7, -20, -20]))
        #expect(try !Self.forgets(first: 3, then: [-20, -20, -20]))
    }

    @Test("no window before it does, and none after it", arguments: [2, 4, 30])
    func others(first: Int) throws {
        #expect(try !Self.forgets(first: first, then: first == 2 ? [-90] : [-90, -90, -20]))
    }
}
