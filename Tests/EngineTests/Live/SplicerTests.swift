import Engine
import RealTime
import TestSignals
import Testing

@Suite("Splicer")
struct SplicerTests {
    @Test("without a cut everything passes")
    func passing() {
        let sound = Sounds.noise(count: 3_000, seed: 1)
        #expect(Levels.firstDifference(run(sound, cut: 0, blocks: 160), sound) == nil)
    }

    @Test("exactly what was asked for is missing", arguments: [1, 50, 480, 481, 3_000], [64, 480])
    func length(cut: Int, blocks: Int) {
        let sound = Sounds.noise(count: 20_000, seed: 2)
        #expect(run(sound, cut: cut, blocks: blocks).count == sound.count - cut)
    }

    @Test("what comes after the cut is unchanged")
    func rest() {
        let sound = Sounds.noise(count: 20_000, seed: 3)
        let heard = run(sound, cut: 2_000, blocks: 160)
        #expect(Levels.firstDifference(heard.suffix(10_000), sound.suffix(10_000)) == nil)
    }

    @Test("the ends of the cut do not click")
    func smoothness() {
        let sound = Sounds.sine(count: 20_000, frequency: 100, sampleRate: 48_000)
        // The cut ends half a period later, where the tone has the opposite sign.
        let heard = run(sound, cut: 2_400 + 240, blocks: 100)
        #expect(Levels.largestStep(heard) < 3 * Levels.largestStep(sound))
    }

    @Test("exactly as much silence is put in as was asked for, without a click", arguments: [1, 480, 5_000])
    func insertion(frames: Int) {
        let sound = Sounds.sine(count: 20_000, frequency: 100, sampleRate: 48_000)
        let heard = run(sound, cut: 0, blocks: 240, insert: frames)
        #expect(heard.count == sound.count + frames)
        #expect(Levels.largestStep(heard) < 0.01)
        #expect(Levels.firstDifference(heard.suffix(10_000), sound.suffix(10_000)) == nil)
    }

    private func run(_ sound: [Float], cut: Int, blocks: Int, insert: Int = 0) -> [Float] {
        var splicer = Splicer(sampleRate: 48_000, channels: 1, largestBlock: 1_000)
        var output = Samples(repeating: 0, count: 1_000)
        var heard: [Float] = []
        var start = 0
        while start < sound.count {
            if start / blocks == 10 { splicer.cut(frames: cut) }
            if start / blocks == 10 { splicer.insert(frames: insert) }
            let frames = min(blocks, sound.count - start)
            let block = Samples(Array(sound[start..<start + frames]))
            let count = splicer.process(block, frames: frames, into: &output)
            for index in 0..<count { heard.append(output[index]) }
            start += frames
        }
        return heard
    }
}
