import Foundation
import TestDevices
import Testing

/// Devices that agree on neither rate nor channels.
@Suite("Live, unlike devices", .timeLimit(.minutes(1)))
struct UnlikeDevicesTests {
    @Test("a microphone of 16 kHz is heard from loudspeakers that know only stereo at 48 kHz")
    func rateAndChannels() throws {
        let watch = MachineWatch()
        var options = FaultOptions()
        options.rates = [16_000]
        options.repeats = true
        let second = (0..<16_000).map { 0.5 * Float(sin(2 * Double.pi * 440 * Double($0) / 16_000)) }
        let microphone = try FaultDevice(hearing: second, options)
        (options.rates, options.channels) = ([48_000], [2])
        let speakers = try FaultDevice(options)
        let run = try LiveRun(
            from: microphone,
            to: speakers,
            ["--engine", "bypass", "--period", "10", "--margin", "60", "--duration", "4"]
        )
        #expect(run.end(within: 20) == 0, "\(run.errors)")
        try watch.requirePunctuality(within: 30)
        #expect(microphone.state.sampleRate == 16_000 && speakers.state.sampleRate == 48_000)
        #expect(speakers.state.channels == 2)
        #expect(
            run.errors.contains("16000 Hz, 1 channel(s) (played at 48000 Hz, 2 channel(s)), period"),
            "\(run.errors)"
        )
        let heard = speakers.heard
        let frames = 96_000..<144_000
        try #require(heard.count >= 2 * frames.upperBound)
        #expect(frames.allSatisfy { heard[2 * $0] == heard[2 * $0 + 1] })
        var (real, imaginary, power) = (0.0, 0.0, 0.0)
        for frame in frames {
            let (value, angle) = (Double(heard[2 * frame]), 2 * Double.pi * 440 * Double(frame) / 48_000)
            real += value * cos(angle)
            imaginary += value * sin(angle)
            power += value * value
        }
        let count = Double(frames.count)
        let tone = 2 * (real * real + imaginary * imaginary) / (count * count)
        // All of it is the tone, at its level.
        #expect(abs(power / count - 0.125) < 0.002, "\(power / count)")
        #expect(abs(tone - 0.125) < 0.002, "\(tone)")
    }
}
