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
        // All of it is the tone at its level, and in tune. A start that was disturbed by some milliseconds is made up for
        // by up to 1000 ppm, so a phase is that of its window, of 22 cycles, alone.
        let window = 2_400
        var lastPhase: Double?
        for start in stride(from: frames.lowerBound, to: frames.upperBound, by: window) {
            let (tone, phase, power) = fit(hertz: 440, to: (start..<start + window).map { heard[2 * $0] })
            #expect(abs(power - 0.125) < 0.002, "\(power) at \(start)")
            #expect(abs(tone - 0.125) < 0.002, "\(tone) at \(start)")
            let turn = remainder(phase - (lastPhase ?? phase), 2 * Double.pi)
            #expect(abs(turn) < 1.1e-3 * 2 * Double.pi * 440 * 0.05, "\(turn) at \(start)")
            lastPhase = phase
        }
    }

    /// The power and the phase of a tone in some sound, and the power of all of it.
    ///
    /// The sound, at 48 kHz, is one of whole cycles.
    private func fit(hertz: Double, to sound: [Float]) -> (tone: Double, phase: Double, power: Double) {
        var (real, imaginary, power) = (0.0, 0.0, 0.0)
        for (frame, value) in sound.enumerated() {
            let angle = 2 * Double.pi * hertz * Double(frame) / 48_000
            real += Double(value) * cos(angle)
            imaginary += Double(value) * sin(angle)
            power += Double(value) * Double(value)
        }
        let count = Double(sound.count)
        return (
            2 * (real * real + imaginary * imaginary) / (count * count), atan2(imaginary, real), power / count
        )
    }
}
