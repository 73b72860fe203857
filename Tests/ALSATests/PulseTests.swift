import ALSA
import AudioIO
import RealTime
import TestDevices
import TestSignals
import Testing

/// A real sound server, through alsa-lib's plug-in for it.
@Suite(
    "PulseAudio",
    .enabled(if: PulseServer.isInstalled, "pulseaudio and libasound2-plugins are not installed")
)
struct PulseTests {
    @Test("what is played to a sink is captured from its monitor")
    func roundTrip() throws {
        let server = try PulseServer(sinks: ["cable"])
        let playback = ALSAPlayback(name: server.playback(to: "cable"), request: .patient)
        let capture = ALSACapture(name: server.capture(from: "cable"), request: .patient)
        let shape = try capture.open()
        #expect(shape.format.sampleRate == 48_000 && shape.format.channels == 1)
        #expect(try playback.open().isServed)
        let sound = Sounds.noise(count: 48_000, seed: 5).map { $0 * 0.5 }
        // The monitor misses the first moments of a sink that was idle.
        #expect(playback.play([Float](repeating: 0, count: 24_000) + sound).isEmpty)
        let take = capture.take(frames: 96_000, seconds: 6)
        playback.close()
        capture.close()
        let start = take.sound.firstIndex { $0 != 0 } ?? 0
        let heard = take.sound[start...].prefix(24_000)
        // The server counts in floats, the way there in 32 bits.
        let difference = zip(heard, sound).map { abs($0 - $1) }.max() ?? 1
        #expect(heard.count == 24_000 && difference < 1e-6)
    }

    @Test("a server that dies takes its devices with it")
    func crash() throws {
        let server = try PulseServer(sinks: ["cable"])
        let playback = ALSAPlayback(name: server.playback(to: "cable"), request: .patient)
        let capture = ALSACapture(name: server.capture(from: "cable"), request: .patient)
        _ = try capture.open()
        _ = try playback.open()
        #expect(playback.play([Float](repeating: 0.1, count: 4800)).isEmpty)
        #expect(capture.take(frames: 4800, seconds: 4).sound.count == 4800)
        server.stop()
        let take = capture.take(frames: 480_000, seconds: 4)
        guard case .gone? = take.events.last?.what else {
            Issue.record("capture goes on: \(take.events)")
            return
        }
        guard case .gone? = playback.play([Float](repeating: 0.1, count: 96_000), seconds: 4).last?.what
        else {
            Issue.record("playback goes on")
            return
        }
        capture.close()
        playback.close()
        let error = #expect(throws: AudioError.self) { try capture.open() }
        #expect(error?.kind == .unavailable)
    }
}
