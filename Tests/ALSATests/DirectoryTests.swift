import ALSA
import TestDevices
import Testing

/// The list of devices tells what each can do.
@Suite("Device directory")
struct DirectoryTests {
    @Test("a device is listed with what it can do")
    func offers() throws {
        var options = FaultOptions()
        (options.rates, options.channels, options.formats) = (
            [16_000, 48_000], [1, 2], ["S16_LE", "S32_LE"]
        )
        options.description = "a microphone for tests"
        let device = try FaultDevice(hearing: [], options)
        let entry = DeviceDirectory.list().first { $0.name == device.name }
        #expect(entry?.description == "a microphone for tests")
        guard case .free(let offer)? = entry?.capture else {
            Issue.record("\(String(describing: entry))")
            return
        }
        #expect(offer.sampleRates == [16_000, 48_000] && offer.formats == ["S16_LE", "S32_LE"])
        #expect(offer.channelText == "1-2" && offer.rateText == "16000, 48000")
    }

    @Test("a device that is busy says so")
    func busy() throws {
        var options = FaultOptions()
        options.description = "busy"
        let device = try FaultDevice(hearing: [], options)
        device.set(.busy)
        let entry = DeviceDirectory.list().first { $0.name == device.name }
        #expect(entry?.capture == .busy([]))
    }

    @Test("the default device is always listed")
    func defaultDevice() {
        #expect(DeviceDirectory.list().contains { $0.isDefault })
    }
}
