import Foundation
import TestDevices
import Testing

/// The virtual microphone of the recipe, in a real PipeWire.
@Suite(
    "Live, PipeWire",
    .timeLimit(.minutes(2)),
    .enabled(if: PipeWireServer.isInstalled, "pipewire, pipewire-pulse or wireplumber is not installed")
)
struct PipeWireTests {
    @Test("the clean microphone is there again after the server was started anew, and so is the sound")
    func restart() throws {
        let recipe = try Recipe.text("pipewire")
        let server = try PipeWireServer(configuration: recipe)
        try server.start()
        let sink = try server.device("cleanmachine")
        let microphone = try server.device("cleanmachine_microphone")
        let live = try LiveRun(
            ["--capture", "tone:440", "--playback", "alsa:\(sink)", "--engine", "bypass", "--rate", "48000"],
            environment: server.environment
        )
        #expect(try loudness(of: microphone, server) > -20, "\(live.errors)")
        let before = live.resources
        server.stop()
        usleep(3_000_000)
        try server.start()
        #expect(until { live.errors.contains("is back") }, "\(live.errors)")
        #expect(try loudness(of: microphone, server) > -20, "\(live.errors)")
        #expect(live.resources.descriptors <= before.descriptors)
        // Gone for good: a stop is still a stop.
        server.stop()
        #expect(until { live.errors.components(separatedBy: "has gone").count == 3 }, "\(live.errors)")
        live.send(SIGTERM)
        #expect(live.end(within: 5) == 0, "\(live.errors)")
    }

    @Test("a sink that the server does not have is not replaced by the loudspeakers")
    func missingSink() throws {
        let server = try PipeWireServer(configuration: try Recipe.text("pipewire"))
        try server.start()
        let arguments = [
            "--capture", "tone:440", "--playback", "alsa:\(try server.anyDevice())", "--duration", "1",
        ]
        let missing = server.environment.merging(["PULSE_SINK": "cleanmachin"]) { $1 }
        let refused = try LiveRun(arguments, environment: missing)
        #expect(refused.end(within: 10) == 69)
        #expect(refused.errors.contains("PULSE_SINK names cleanmachin"), "\(refused.errors)")
        #expect(refused.errors.contains("it has cleanmachine"), "\(refused.errors)")
        let present = server.environment.merging(["PULSE_SINK": "cleanmachine"]) { $1 }
        let played = try LiveRun(arguments, environment: present)
        #expect(played.end(within: 10) == 0, "\(played.errors)")
    }

    /// The level in dB of full scale of three seconds recorded from a device.
    private func loudness(of device: String, _ server: PipeWireServer) throws -> Double {
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent("cm-pipewire-\(UUID().uuidString).wav").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let recorder = try LiveRun(
            [
                "--capture", "alsa:\(device)", "--playback", "file:\(path)", "--engine", "bypass",
                "--rate", "48000", "--duration", "3",
            ],
            environment: server.environment
        )
        // A session program that has just begun may take half a minute to connect its first stream, now and then.
        #expect(recorder.end(within: 45) == 0, "\(recorder.errors)")
        let sound = try SoundFile.samples(path)
        let power = sound.reduce(0) { $0 + Double($1 * $1) } / Double(max(1, sound.count))
        return 10 * log10(max(1e-12, power))
    }
}
