import AudioIO
import Evaluation
import Foundation
import RealTime
import TestDevices
import Testing

/// Real speech through a real PulseAudio server: a room that is noisy, a virtual microphone that is not.
@Suite("Live, PulseAudio", .timeLimit(.minutes(2)), .enabled(if: PulseServer.isInstalled))
struct PulseTests {
    @Test("speech recorded from the virtual microphone is cleaner than the room")
    func voice() throws {
        let watch = MachineWatch()
        let audio = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Audio")
        let server = try PulseServer(sinks: ["room", "clean"], sampleRate: 16_000)
        let recording = FileManager.default.temporaryDirectory
            .appendingPathComponent("cm-pulse-\(UUID().uuidString).wav").path
        defer { try? FileManager.default.removeItem(atPath: recording) }
        let cleaner = try LiveRun(
            [
                "--capture", "alsa:\(server.capture(from: "room"))", "--playback",
                "alsa:\(server.playback(to: "clean"))", "--rate", "16000", "--period", "20", "--margin",
                "300",
            ],
            environment: server.environment
        )
        let recorder = try LiveRun(
            [
                "--capture", "alsa:\(server.capture(from: "clean"))", "--playback", "file:\(recording)",
                "--engine", "bypass", "--rate", "16000", "--period", "20", "--duration", "17",
            ],
            environment: server.environment
        )
        // A null sink takes its first two seconds at once and its monitor loses some of them: silence goes first.
        let noisy = try SoundFile.samples(audio.appendingPathComponent("demo-noisy.wav").path)
        let played = recording + ".noisy.wav"
        defer { try? FileManager.default.removeItem(atPath: played) }
        let silence = [Float](repeating: 0, count: 16_000 * 4)
        try write(silence + noisy + silence, to: played)
        let player = try LiveRun(
            [
                "--capture", "file:\(played)", "--playback",
                "alsa:\(server.playback(to: "room"))", "--engine", "bypass", "--period", "20", "--margin",
                "300",
            ],
            environment: server.environment
        )
        #expect(player.end(within: 30) == 0, "\(player.errors)")
        #expect(recorder.end(within: 30) == 0, "\(recorder.errors)")
        cleaner.send(SIGTERM)
        #expect(cleaner.end(within: 5) == 0, "\(cleaner.errors)")
        try watch.requirePunctuality(within: 50)
        let clean = try SoundFile.samples(audio.appendingPathComponent("demo-clean.wav").path)
        let heard = try SoundFile.samples(recording)
        let alignment = Alignment(of: heard, behind: clean, maximumLag: 16_000 * 9)
        let (estimate, reference) = alignment.cut(estimate: heard, reference: clean)
        // Both null sinks run at one clock; a resampler that followed their jitter would move the samples and spoil this.
        let noisySDR = scaleInvariantSDR(of: noisy, against: clean)
        let cleanedSDR = scaleInvariantSDR(of: estimate, against: reference)
        #expect(cleanedSDR > noisySDR + 2, "\(noisySDR) dB, then \(cleanedSDR) dB: \(cleaner.errors)")
        let before = logSpectralDistance(of: noisy, against: clean, sampleRate: 16_000) ?? 0
        let after = logSpectralDistance(of: estimate, against: reference, sampleRate: 16_000) ?? .infinity
        #expect(after < before - 1, "before \(before) dB, after \(after) dB: \(cleaner.errors)")
    }

    @Test("the virtual microphone of the recipe takes sound evenly from the start")
    func recipe() throws {
        let server = try PulseServer(modules: try Recipe.pulseModules())
        let microphone = try server.device("cleanmachine_microphone")
        let sink = try server.device("cleanmachine")
        let live = try LiveRun(
            ["--capture", "tone:440", "--playback", "alsa:\(sink)", "--engine", "bypass", "--duration", "8"],
            environment: server.environment
        )
        let recorder = try LiveRun(
            [
                "--capture", "alsa:\(microphone)", "--playback", "null", "--engine", "bypass", "--duration",
                "6",
            ],
            environment: server.environment
        )
        #expect(live.end(within: 20) == 0, "\(live.errors)")
        #expect(recorder.end(within: 20) == 0, "\(recorder.errors)")
        // An ordinary null sink takes two seconds at once and then nothing for as long: 82 000 frames piled up there.
        let cut = try #require(live.numbers["cutFrames"], "\(live.errors)")
        #expect(cut < 24_000, "\(live.errors)")
    }

    private func write(_ sound: [Float], to path: String) throws {
        let format = StreamFormat(sampleRate: 16_000, channels: 1)
        var sink = try FileSink(
            path: path,
            description: FileDescription(format: FileFormat(.wav), stream: format)
        )
        let block = Samples(sound)
        try sink.write(block, from: 0, frames: sound.count)
        try sink.finish()
    }
}
