import ALSA
import AudioIO
import RealTime
import TestDevices
import Testing

/// What is captured and played is what was there, whatever the device is like.
@Suite("Transfers")
struct TransferTests {
    static let formats: [(String, SampleFormat)] = [
        ("S16_LE", .s16le), ("S24_LE", .s24le), ("S24_3LE", .s24Packed), ("S32_LE", .s32le),
        ("FLOAT_LE", .f32le),
    ]

    @Test("captured sound is exact", arguments: formats.map(\.0), [1, 2, 8])
    func capture(format: String, channels: Int) throws {
        var options = FaultOptions()
        (options.formats, options.channels) = ([format], [channels])
        let sound = Counting.coarse(frames: 4800, channels: channels)
        let device = try FaultDevice(hearing: sound, channels: channels, options)
        let capture = ALSACapture(device)
        let shape = try capture.open()
        #expect(shape.samples == Self.formats.first { $0.0 == format }?.1)
        #expect(shape.format == StreamFormat(sampleRate: 48_000, channels: channels))
        let take = capture.take(frames: 4800, channels: channels)
        capture.close()
        #expect(take.events.isEmpty && take.sound == sound)
        #expect(device.state.lateXruns == 0 && device.state.users == 0)
    }

    @Test("played sound is exact, to its end", arguments: formats.map(\.0), [1, 2, 8])
    func playback(format: String, channels: Int) throws {
        var options = FaultOptions()
        (options.formats, options.channels) = ([format], [channels])
        let sound = Counting.coarse(frames: 4800, channels: channels)
        let device = try FaultDevice(options)
        let playback = ALSAPlayback(device)
        let shape = try playback.open()
        #expect(shape.samples == Self.formats.first { $0.0 == format }?.1)
        #expect(!shape.isServed)
        #expect(playback.play(sound, channels: channels).isEmpty)
        playback.close()
        #expect(device.heard == sound)
    }

    @Test("short and refused transfers lose nothing")
    func shortTransfers() throws {
        var options = FaultOptions()
        options.shortTransferFrames = 37
        let sound = Counting.sound(frames: 9600)
        let capture = ALSACapture(try FaultDevice(hearing: sound, options))
        _ = try capture.open()
        let take = capture.take(frames: 9600)
        #expect(take.events.isEmpty && take.sound == sound)
        let device = try FaultDevice(options)
        let playback = ALSAPlayback(device)
        _ = try playback.open()
        // It starts with its first 37 frames, and a writer that comes after more than their 0.8 ms finds it empty.
        let audible = sound.map { $0 + 0.25 }
        let events = playback.play(audible)
        playback.close()
        #expect(device.heard.filter { $0 != 0 } == audible)
        #expect(device.state.lateXruns == events.count)
    }

    @Test("a device that moves by periods, in a buffer of two")
    func twoPeriods() throws {
        var options = FaultOptions()
        (options.periods, options.periodFrames, options.stepFrames) = ([2], [480], -1)
        let sound = Counting.sound(frames: 24_000)
        let device = try FaultDevice(hearing: sound, options)
        let capture = ALSACapture(device)
        let shape = try capture.open()
        #expect(shape.periodFrames == 480 && shape.bufferFrames == 960)
        let take = capture.take(frames: 24_000)
        // A busy machine may be late within 20 ms; what is there then is still in its place.
        #expect(Self.places(take, isCounting: 24_000))
        #expect(device.state.lateXruns == take.events.count)
    }

    /// Whether each piece of the take between events counts without a gap.
    static func places(_ take: Take, isCounting frames: Int) -> Bool {
        let starts = Set(take.events.map(\.after))
        return take.sound.indices.dropFirst().allSatisfy { index in
            starts.contains(index) || take.sound[index] == 0
                || Counting.place(take.sound[index]) == Counting.place(take.sound[index - 1]) + 1
        }
    }

    @Test("a clock that is off moves sound at its own pace", arguments: [-500.0, 500])
    func skew(partsPerMillion: Double) throws {
        var options = FaultOptions()
        options.partsPerMillion = partsPerMillion
        let device = try FaultDevice(hearing: Counting.sound(frames: 96_000), options)
        let capture = ALSACapture(device)
        _ = try capture.open()
        _ = capture.take(frames: 72_000)
        // 500 parts in 72 000 frames are 36 frames, or 750 us; of a few looks the quickest is exact enough.
        let looks = (0..<20).map { _ in
            let begin = MonotonicTime.now()
            let frames = 72_000 + capture.pending()
            return (begin: begin, frames: frames, end: MonotonicTime.now())
        }
        let look = try #require(looks.min { $0.end - $0.begin < $1.end - $1.begin })
        let passed = Double(look.end - device.state.epochNanoseconds)
        let rate = Double(look.frames) / passed * 1e9
        #expect(abs(rate / 48_000 - 1 - partsPerMillion * 1e-6) < 200e-6)
    }
}
