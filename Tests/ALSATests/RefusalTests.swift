import ALSA
import AudioIO
import TestDevices
import Testing

/// A device that cannot be opened says why, and can be opened when the reason has gone.
@Suite("Refusals")
struct RefusalTests {
    @Test("a busy device")
    func busy() throws {
        var options = FaultOptions()
        options.busyFor = 150
        let capture = ALSACapture(try FaultDevice(hearing: [], options))
        let error = #expect(throws: AudioError.self) { try capture.open() }
        #expect(error?.kind == .unavailable && error?.message.contains("the device is busy") == true)
        pause(milliseconds: 160)
        #expect(throws: Never.self) { try capture.open() }
    }

    @Test("a permission that comes late")
    func denied() throws {
        var options = FaultOptions()
        options.deniedFor = 150
        let playback = ALSAPlayback(try FaultDevice(options))
        let error = #expect(throws: AudioError.self) { try playback.open() }
        #expect(error?.kind == .unavailable)
        #expect(error?.message.contains("usermod -aG audio") == true, "\(error?.message ?? "")")
        pause(milliseconds: 160)
        #expect(throws: Never.self) { try playback.open() }
    }

    @Test("an unknown name, with the names that are near")
    func unknown() throws {
        var options = FaultOptions()
        options.description = "a microphone for tests"
        let device = try FaultDevice(hearing: [], options)
        let wrong = device.name.replacing("microphone", with: "micrphone")
        let error = #expect(throws: AudioError.self) {
            try ALSACapture(name: wrong, request: DeviceRequest()).open()
        }
        #expect(error?.kind == .unavailable && error?.message.contains("did you mean") == true)
        #expect(error?.message.contains(device.name) == true, "\(error?.message ?? "")")
    }

    @Test("a general name with a slip of the pen", arguments: ["default", "sysdefault"])
    func general(name: String) {
        let wrong = name.replacing("au", with: "ua")
        let error = #expect(throws: AudioError.self) {
            try ALSAPlayback(name: wrong, request: DeviceRequest()).open()
        }
        #expect(error?.message.contains("did you mean \(name)") == true, "\(error?.message ?? "")")
    }

    @Test("a card that is not there")
    func noCard() {
        let error = #expect(throws: AudioError.self) {
            try ALSACapture(name: "hw:CARD=NoSuchCard", request: DeviceRequest()).open()
        }
        #expect(error?.kind == .unavailable && (error?.message ?? "").contains("NoSuchCard"))
    }

    @Test("numbers of cards become names that stay")
    func stableNames() {
        let cards: (Int) -> String? = { ["PCH", "Mic"].indices.contains($0) ? ["PCH", "Mic"][$0] : nil }
        let names = [
            ("hw:1", "hw:CARD=Mic,DEV=0"), ("plughw:0,2", "plughw:CARD=PCH,DEV=2"),
            ("hw:1,0,3", "hw:CARD=Mic,DEV=0,SUBDEV=3"), ("front:CARD=1,DEV=0", "front:CARD=Mic,DEV=0"),
            ("front:1", "front:CARD=Mic"), ("hw:CARD=1,2", "hw:CARD=Mic,DEV=2"), ("hw:0,0,0,0", "hw:0,0,0,0"),
            ("hw:CARD=Mic", "hw:CARD=Mic"), ("hw:7", "hw:7"), ("front:DEV=0,CARD=1", "front:DEV=0,CARD=1"),
            ("default", "default"), ("hw:", "hw:"),
        ]
        for (given, stable) in names { #expect(StableName.of(given, identifier: cards) == stable) }
    }

    @Test("near names come in the order of their likeness")
    func nearNames() {
        let known = ["default", "pulse", "pipewire", "hw:CARD=PCH,DEV=0"]
        #expect(NearName.among(known, to: "plse") == ["pulse"])
        #expect(NearName.among(known, to: "hw:CARD=PHC,DEV=0") == ["hw:CARD=PCH,DEV=0"])
        #expect(NearName.among(known, to: "something else").isEmpty)
        #expect(NearName.among(known, to: "default").isEmpty)
        #expect(NearName.among(known, to: "Pulse") == ["pulse"])
    }
}
