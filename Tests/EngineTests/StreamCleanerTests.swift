import AudioIO
import Engine
import RealTime
import Spectral
import Suppression
import Testing

@Suite("StreamCleaner")
struct StreamCleanerTests {
    @Test(
        "sound leaves within the latency that is told, resampling included, and not long before",
        arguments: [(48_000, 10), (44_100, 4), (11_025, 1.5), (8000, 1.5)] as [(Int, Float)]
    )
    func latency(sampleRate: Int, hopMilliseconds: Float) throws {
        var settings = DenoiserSettings()
        settings.engine = .bypass
        settings.frame.windowMilliseconds = 4 * hopMilliseconds
        settings.frame.hopMilliseconds = hopMilliseconds
        settings.frame.synthesisMilliseconds = 2 * hopMilliseconds
        let format = StreamFormat(sampleRate: sampleRate, channels: 1)
        var cleaner = try StreamCleaner(settings, format: format, isAligned: false)
        let block = 7
        let sound = Samples(repeating: 0.1, count: block)
        var output = Samples(repeating: 0, count: cleaner.outputFrames)
        var (held, most) = (0, 0)
        for _ in 0..<3 * sampleRate / block {
            held += block
            most = max(most, held)
            held -= cleaner.push(sound, frames: block, into: &output)
        }
        // Besides what is held back, the output starts with the delay of overlapped frames: one hop of two.
        let measured = Float(most) / Float(sampleRate) + hopMilliseconds / 1000
        #expect(measured <= cleaner.latencySeconds + Float(block) / Float(sampleRate))
        #expect(measured >= cleaner.latencySeconds - Float(2 * block + 64) / Float(sampleRate))
    }

    @Test(
        "frames a fraction of a percent off are not resampled",
        arguments: [11_025, 22_050, 44_100, 88_200]
    )
    func ownRate(sampleRate: Int) throws {
        for frame in [
            FrameSettings(windowMilliseconds: 20, hopMilliseconds: 5, windowPair: .squareRootHann),
            DenoiserSettings().frame,
        ] {
            var settings = DenoiserSettings()
            settings.frame = frame
            let format = StreamFormat(sampleRate: sampleRate, channels: 1)
            let cleaner = try StreamCleaner(settings, format: format, isAligned: false)
            #expect(cleaner.processingRate == sampleRate)
            #expect(cleaner.latencySeconds <= 0.0201)
        }
    }
}
