import ALSA
import AudioIO
import TestDevices
import Testing

/// What is left open is chosen well; what is asked for is granted or refused with what there is.
@Suite("Negotiation")
struct NegotiationTests {
    @Test("the best format is chosen")
    func bestFormat() throws {
        var options = FaultOptions()
        options.formats = ["U8", "S16_LE", "S24_3LE", "S32_LE"]
        #expect(try ALSACapture(try FaultDevice(hearing: [], options)).open().samples == .s32le)
        options.formats = ["S16_LE", "S24_3LE"]
        #expect(try ALSACapture(try FaultDevice(hearing: [], options)).open().samples == .s24Packed)
        #expect(
            try ALSACapture(try FaultDevice(hearing: [], options), DeviceRequest(samples: .s16le)).open()
                .samples
                == .s16le
        )
    }

    @Test("the best rate and the fewest channels are chosen")
    func bestRate() throws {
        var options = FaultOptions()
        (options.rates, options.channels) = ([16_000, 22_050, 44_100], [2, 6])
        let shape = try ALSAPlayback(try FaultDevice(options)).open()
        #expect(shape.format == StreamFormat(sampleRate: 44_100, channels: 2))
        (options.rates, options.channels) = ([22_050], [4])
        let odd = try ALSAPlayback(try FaultDevice(options)).open()
        #expect(odd.format == StreamFormat(sampleRate: 22_050, channels: 4))
    }

    @Test("period and buffer are as near as the device allows")
    func sizes() throws {
        let free = try ALSACapture(
            try FaultDevice(hearing: []),
            DeviceRequest(periodSeconds: 0.0025, bufferSeconds: 0.04)
        ).open()
        #expect(free.periodFrames == 120 && free.bufferFrames == 1920)
        var options = FaultOptions()
        options.periodFrames = [1024]
        let fixed = try ALSACapture(try FaultDevice(hearing: [], options)).open()
        #expect(fixed.periodFrames == 1024 && fixed.bufferFrames >= 2048)
    }

    @Test("what is only a wish is granted where it can be, and gives way where it cannot")
    func wishes() throws {
        var options = FaultOptions()
        (options.rates, options.channels) = ([44_100, 48_000], [2])
        let device = try FaultDevice(options)
        for (rate, granted) in [(44_100, 44_100), (48_000, 48_000), (16_000, 48_000)] {
            let playback = ALSAPlayback(
                device,
                DeviceRequest(sampleRate: rate, channels: 1, isBinding: false)
            )
            #expect(try playback.open().format == StreamFormat(sampleRate: granted, channels: 2))
            playback.close()
        }
    }

    @Test("an impossible rate, channel count or format is refused with what there is")
    func impossible() throws {
        var options = FaultOptions()
        (options.rates, options.channels, options.formats) = ([44_100, 48_000], [2], ["S16_LE"])
        let device = try FaultDevice(hearing: [], options)
        let refusals: [(DeviceRequest, String)] = [
            (DeviceRequest(sampleRate: 16_000), "does not run at 16000 Hz; it captures at 44100, 48000 Hz"),
            (DeviceRequest(channels: 1), "does not have 1 channels; it captures 2"),
            (DeviceRequest(samples: .s32le), "does not know the format s32le; it captures S16_LE"),
        ]
        for (request, text) in refusals {
            let error = #expect(throws: AudioError.self) { try ALSACapture(device, request).open() }
            #expect(error?.kind == .noInput && error?.place == device.name)
            #expect(error?.message.contains(text) == true, "\(error?.message ?? "")")
        }
        let error = #expect(throws: AudioError.self) {
            try ALSAPlayback(try FaultDevice(options), DeviceRequest(sampleRate: 8_000)).open()
        }
        #expect(error?.kind == .cannotCreate && error?.message.contains("it plays at 44100") == true)
    }
}
