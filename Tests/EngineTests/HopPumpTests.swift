import Engine
import RealTime
import Spectral
import Suppression
import TestSignals
import Testing

@Suite("HopPump")
struct HopPumpTests {
    private static let lowDelay = FrameSettings(
        windowMilliseconds: 32,
        hopMilliseconds: 4,
        windowPair: .asymmetric,
        synthesisMilliseconds: 8
    )

    @Test("how the stream is cut changes nothing", arguments: EngineKind.classical, [1, 2])
    func chunking(engine: EngineKind, channels: Int) throws {
        let stream = Stream(samples: Sounds.noise(count: 6007 * channels, seed: 1), channels: channels)
        for isAligned in [true, false] {
            let whole = stream.pumped(through: try denoiser(engine, channels: channels), isAligned: isAligned)
            { 6007 }
            for chunk in [1, 2, 3, 159, 160, 161, 320, 1000, 5000] {
                let cut = stream.pumped(
                    through: try denoiser(engine, channels: channels),
                    isAligned: isAligned
                ) { chunk }
                #expect(Levels.firstDifference(cut, whole) == nil)
            }
            for seed in 0..<5 {
                var generator = SplitMix64(seed: UInt64(seed))
                let cut = stream.pumped(
                    through: try denoiser(engine, channels: channels),
                    isAligned: isAligned
                ) {
                    Int.random(in: 1...(seed % 2 == 0 ? 5000 : 50), using: &generator)
                }
                #expect(Levels.firstDifference(cut, whole) == nil)
            }
        }
    }

    @Test("as many frames come out as go in, for every length up to three hops", arguments: [true, false])
    func lengths(isAligned: Bool) throws {
        for frames in 0...3 * 32 {
            let stream = Stream(samples: Sounds.noise(count: frames * 2, seed: 1), channels: 2)
            let cleaner = try denoiser(.wiener, channels: 2, sampleRate: 8000) { $0.frame = Self.lowDelay }
            #expect(stream.pumped(through: cleaner, isAligned: isAligned) { 5 }.count == frames * 2)
        }
    }

    @Test("as many frames come out as go in, for any length", arguments: [true, false])
    func randomLengths(isAligned: Bool) throws {
        var generator = SplitMix64(seed: 3)
        for _ in 0..<20 {
            let frames = Int.random(in: 0...5000, using: &generator)
            let stream = Stream(samples: Sounds.noise(count: frames, seed: 1), channels: 1)
            let heard = stream.pumped(through: try denoiser(.bypass), isAligned: isAligned) { 700 }
            #expect(heard.count == frames)
        }
    }

    @Test("aligned output stands where the input stood", arguments: EngineKind.classical)
    func alignment(engine: EngineKind) throws {
        for frame in [DenoiserSettings().frame, Self.lowDelay] {
            let sound = Sounds.noise(count: 5003, seed: 1)
            let cleaner = try denoiser(engine) {
                $0.frame = frame
                $0.output.attenuationLimitDecibels = 0
            }
            let heard = Stream(samples: sound, channels: 1).pumped(through: cleaner, isAligned: true) { 333 }
            #expect(Levels.error(of: heard, against: sound) < -90)
        }
    }

    @Test("unaligned output starts with the delay's silence")
    func unaligned() throws {
        let sound = Sounds.noise(count: 5003, seed: 1)
        let cleaner = try denoiser(.bypass)
        let delay = cleaner.geometry.delay
        let heard = Stream(samples: sound, channels: 1).pumped(through: cleaner, isAligned: false) { 333 }
        #expect(heard.prefix(delay).allSatisfy { abs($0) < 1e-7 })
        #expect(Levels.error(of: heard, against: Sounds.delayed(sound, by: delay)) < -90)
    }

    @Test("channels stay apart")
    func channels() throws {
        let left = Sounds.noise(count: 3000, seed: 1)
        let stream = Stream(samples: left.flatMap { [$0, 0, -$0] }, channels: 3)
        let heard = stream.pumped(through: try denoiser(.bypass, channels: 3), isAligned: true) { 100 }
        #expect(stride(from: 1, to: heard.count, by: 3).allSatisfy { abs(heard[$0]) < 1e-7 })
        let right = stride(from: 2, to: heard.count, by: 3).map { -heard[$0] }
        #expect(Levels.error(of: right, against: left) < -90)
    }

    @Test("frames and levels are counted")
    func counting() throws {
        var pump = HopPump(try denoiser(.bypass), isAligned: false)
        #expect(pump.framesIn == 0 && pump.framesOut == 0 && pump.inputLevels.level(below: 0.5) == nil)
        let sound = Samples([Float](repeating: 0.1, count: 1650))
        var output = Samples(repeating: 0, count: pump.capacity(for: 1650))
        let given = pump.push(sound, frames: 1650, into: &output)
        #expect(given == 1600 && pump.framesIn == 1650 && pump.framesOut == 1600)
        let level = try #require(pump.inputLevels.level(below: 0.5))
        #expect(abs(level + 20) <= 0.5)
        let cleaned = try #require(pump.outputLevels.level(below: 0.9))
        #expect(abs(cleaned + 20) <= 0.5)
    }
}
