import AudioIO
import Glibc
import RealTime
import Testing

@Suite("The tone in place of a microphone")
struct ToneCaptureTests {
    @Test("it is a sine across its blocks, in every channel", arguments: [1.0, 440, 23_900])
    func sine(frequency: Double) {
        let format = StreamFormat(sampleRate: 48_000, channels: 2)
        let tone = ToneCapture(
            name: "tone",
            frequency: frequency,
            amplitude: 0.5,
            format: format,
            periodSeconds: 0.005
        )
        #expect(tone.open().periodFrames == 240)
        var block = Samples(repeating: 0, count: 2 * 480)
        var frames = 0
        var worst = 0.0
        while frames < 2400 {
            guard case .frames(let count) = tone.read(into: &block, frames: 480, timeoutMilliseconds: 1000)
            else {
                Issue.record("a tone neither ends nor is lost within 50 ms")
                return
            }
            for frame in 0..<count {
                let expected = 0.5 * sin(2 * Double.pi * frequency * Double(frames + frame) / 48_000)
                for channel in 0..<2 {
                    worst = max(worst, abs(Double(block[2 * frame + channel]) - expected))
                }
            }
            frames += count
        }
        #expect(worst < 1e-7)
        tone.close()
    }
}
