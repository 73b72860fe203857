import AudioIO
import Engine
import RealTime
import Spectral
import Suppression
import TestSignals
import Testing

@Suite("Lanes")
struct LaneTests {
    @Test(
        "as much comes out as goes in, later by the latency, however the sound is cut",
        arguments: [1, 37, 240, 480]
    )
    func latency(blocks: Int) throws {
        let sound = Sounds.noise(count: 48_000, seed: 1)
        let lane = try bypassing()
        let expected = Sounds.delayed(sound, by: lane.latencyFrames)
        var lanes = LaneSwitch(lane, sampleRate: 48_000, channels: 1)
        let heard = run(&lanes, sound, blocks: blocks)
        #expect(heard.count == sound.count)
        #expect(Levels.error(of: heard, against: expected) < -100)
    }

    @Test("the latency is the length of the synthesis window")
    func reported() throws {
        #expect(try bypassing().latencyFrames == 960)
        #expect(
            try bypassing {
                $0.frame.synthesisMilliseconds = 10; $0.frame.hopMilliseconds = 5
            }.latencyFrames == 480
        )
    }

    @Test(
        "whole blocks that were promised are late by no more than they must",
        arguments: [(480, 480), (960, 480), (240, 720), (512, 928), (1, 959)]
    )
    func promised(block: Int, latency: Int) throws {
        let sound = Sounds.noise(count: 48_000, seed: 5)
        let lane = try bypassing(blocks: block)
        #expect(lane.latencyFrames == latency)
        for blocks in [block, 3 * block] {
            let whole = Array(sound.prefix(sound.count / (3 * block) * 3 * block))
            var lanes = LaneSwitch(try bypassing(blocks: block), sampleRate: 48_000, channels: 1)
            let heard = run(&lanes, whole, blocks: blocks)
            #expect(Levels.error(of: heard, against: Sounds.delayed(whole, by: latency)) < -100)
        }
    }

    @Test("a rate that has to be resampled keeps pace")
    func resampled() throws {
        var settings = DenoiserSettings()
        settings.engine = .bypass
        // 16.5 samples: far enough from whole ones.
        settings.frame.hopMilliseconds = 1.5
        let format = StreamFormat(sampleRate: 11_025, channels: 1)
        let lane = try Lane(settings, format: format)
        let latency = lane.latencyFrames
        var lanes = LaneSwitch(lane, sampleRate: 11_025, channels: 1)
        let sound = Sounds.sine(count: 22_050, frequency: 440, sampleRate: 11_025)
        let heard = run(&lanes, sound, blocks: 55)
        // Once the sound has come through it never stops again.
        let gaps = heard.dropFirst(2 * latency).split { $0 != 0 }.filter { $0.count > 3 }
        #expect(gaps.isEmpty)
    }

    @Test("an exchange for a lane of another latency does not click")
    func exchange() throws {
        let sound = Sounds.sine(count: 48_000, frequency: 100, sampleRate: 48_000)
        var lanes = LaneSwitch(try bypassing(), sampleRate: 48_000, channels: 1)
        let newcomers = Handoff<Lane?>()
        let retired = Handoff<Lane?>()
        var heard = run(&lanes, Array(sound[..<9_600]), blocks: 240)
        newcomers.offer(
            try bypassing {
                $0.frame.synthesisMilliseconds = 10; $0.frame.hopMilliseconds = 5
            }
        )
        let began = lanes.exchange(from: newcomers, retiring: retired)
        #expect(began)
        heard += run(&lanes, Array(sound[9_600...]), blocks: 240)
        #expect(Levels.largestStep(heard.dropFirst(2_000)) < 2 * Levels.largestStep(sound))
        #expect(lanes.latencyFrames == 480)
        #expect(
            Levels.error(of: heard.suffix(9_600), against: Sounds.delayed(sound, by: 480).suffix(9_600)) < -90
        )
        // The next exchange hands back what the first one replaced.
        newcomers.offer(try bypassing())
        _ = lanes.exchange(from: newcomers, retiring: retired)
        let isRetired = retired.isWaiting
        #expect(isRetired)
    }

    @Test("a late lane passes sound untouched and in time")
    func dry() throws {
        var settings = DenoiserSettings()
        settings.engine = .spectralSubtraction
        let lane = try Lane(settings, format: StreamFormat(sampleRate: 48_000, channels: 1))
        let latency = lane.latencyFrames
        var lanes = LaneSwitch(lane, sampleRate: 48_000, channels: 1)
        let sound = Sounds.noise(count: 48_000, seed: 4)
        _ = run(&lanes, Array(sound[..<24_000]), blocks: 240)
        lanes.passDry(true)
        let heard = run(&lanes, Array(sound[24_000...]), blocks: 240)
        let expected = Sounds.delayed(sound, by: latency)
        #expect(Levels.error(of: heard.suffix(20_000), against: expected.suffix(20_000)) < -90)
    }

    private func bypassing(blocks: Int? = nil, _ change: (inout DenoiserSettings) -> Void = { _ in }) throws
        -> Lane
    {
        var settings = DenoiserSettings()
        settings.engine = .bypass
        change(&settings)
        return try Lane(settings, format: StreamFormat(sampleRate: 48_000, channels: 1), stepFrames: blocks)
    }

    private func run(_ lanes: inout LaneSwitch, _ sound: [Float], blocks: Int) -> [Float] {
        var heard: [Float] = []
        var output = Samples(repeating: 0, count: blocks)
        var start = 0
        while start < sound.count {
            let frames = min(blocks, sound.count - start)
            let block = Samples(Array(sound[start..<start + frames]))
            lanes.process(block, frames: frames, into: &output)
            for index in 0..<frames { heard.append(output[index]) }
            start += frames
        }
        return heard
    }
}
