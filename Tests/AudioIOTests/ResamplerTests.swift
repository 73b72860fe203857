import AudioIO
import RealTime
import Testing

@Suite("Resampling")
struct ResamplerTests {
    private static let rates = [
        (11_025, 16_000), (16_000, 48_000), (44_100, 48_000), (48_000, 44_100), (48_000, 16_000),
        (22_050, 8_000),
        (8_000, 96_000), (12_345, 16_000),
    ]

    private func converted(_ values: [Float], from: Int, to: Int, channels: Int = 1, block: Int = 480) throws
        -> [Float]
    {
        var resampler = try Resampler(from: from, to: to, channels: channels)
        let input = Samples(values)
        var output = Samples(repeating: 0, count: resampler.largestOutput(for: block) * channels)
        var result: [Float] = []
        let frames = values.count / channels
        var start = 0
        while start < frames {
            let count = min(block, frames - start)
            let given = resampler.process(input, from: start, frames: count, into: &output)
            result += (0..<given * channels).map { output[$0] }
            start += count
        }
        while true {
            let given = resampler.flush(into: &output)
            if given == 0 { return result }
            result += (0..<given * channels).map { output[$0] }
        }
    }

    @Test("the output is exactly as long as the input", arguments: rates)
    func length(rates: (Int, Int)) throws {
        for frames in [0, 1, 2, 100, 479, 480, 481, 16_001, 60_000] {
            let result = try converted([Float](repeating: 0.5, count: frames), from: rates.0, to: rates.1)
            let exact = (Double(frames) * Double(rates.1) / Double(rates.0)).rounded()
            #expect(result.count == Int(exact))
        }
    }

    @Test("a sine keeps its place, phase and shape within 80 dB", arguments: rates)
    func alignment(rates: (Int, Int)) throws {
        let frames = rates.0
        let result = try converted(
            sine(hertz: 1000, rate: rates.0, frames: frames),
            from: rates.0,
            to: rates.1
        )
        let ideal = sine(hertz: 1000, rate: rates.1, frames: result.count)
        let middle = result.count / 10..<result.count * 9 / 10
        #expect(signalToNoise(result[middle], ideal[middle]) >= 80)
    }

    @Test("channels stay apart")
    func channels() throws {
        let frames = 44_100
        let values = (0..<frames * 3).map { $0 % 3 == 1 ? Float(0.5) : 0 }
        let result = try converted(values, from: 44_100, to: 48_000, channels: 3)
        #expect(result.count == 48_000 * 3)
        for frame in stride(from: 4_800, to: 43_200, by: 97) {
            #expect(result[3 * frame] == 0 && result[3 * frame + 2] == 0)
            #expect(abs(result[3 * frame + 1] - 0.5) < 1e-4)
        }
    }

    @Test("how the stream is cut changes nothing")
    func blocks() throws {
        let values = noise(count: 20_000)
        let whole = try converted(values, from: 44_100, to: 16_000, block: 20_000)
        for block in [1, 7, 160, 4_097] {
            #expect(try converted(values, from: 44_100, to: 16_000, block: block) == whole)
        }
    }

    @Test("after a reset it is as new")
    func reset() throws {
        let values = noise(count: 5_000)
        var resampler = try Resampler(from: 16_000, to: 48_000, channels: 1)
        var output = Samples(repeating: 0, count: resampler.largestOutput(for: 5_000))
        let input = Samples(values)
        var results: [[Float]] = []
        for _ in 0..<2 {
            let given = resampler.process(input, frames: 5_000, into: &output)
            results.append((0..<given).map { output[$0] })
            resampler.reset()
        }
        #expect(results[0] == results[1] && !results[0].isEmpty)
    }

    @Test("a source and a sink at another rate give the same as the resampler")
    func wrappers() throws {
        let values = noise(count: 2 * 22_050)
        let stereo = StreamFormat(sampleRate: 22_050, channels: 2)
        let expected = try converted(values, from: 22_050, to: 16_000, channels: 2)
        var source = try ResampledSource(
            MemorySource(values, format: stereo, longestRead: 333),
            sampleRate: 16_000
        )
        #expect(source.format == StreamFormat(sampleRate: 16_000, channels: 2))
        #expect(try everything(from: &source, block: 77) == expected)

        let target = StreamFormat(sampleRate: 16_000, channels: 2)
        let recording = Recording()
        var sink = try ResampledSink(MemorySink(format: target, recording: recording), sampleRate: 22_050)
        try write(values, to: &sink, block: 3_000)
        #expect(recording.samples == expected && recording.isFinished)
    }
}
