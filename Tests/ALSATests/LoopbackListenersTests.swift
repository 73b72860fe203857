import ALSA
import Foundation
import Testing

/// The kernel's folder of sound cards, as it looks with a loopback card.
@Suite("Loopback listeners")
struct LoopbackListenersTests {
    private func cards(recording: String) throws -> String {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "cm-cards-\(UUID().uuidString)"
        )
        let side = folder.appendingPathComponent("card2/pcm1c")
        for (name, status) in [("sub0", recording), ("sub1", "closed\n")] {
            let place = side.appendingPathComponent(name)
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            try status.write(to: place.appendingPathComponent("status"), atomically: true, encoding: .utf8)
        }
        let listing = """
             0 [PCH            ]: HDA-Intel - HDA Intel PCH
                                  HDA Intel PCH at 0xf7210000 irq 31
             2 [Loopback       ]: Loopback - Loopback
                                  Loopback 1
            """
        try listing.write(to: folder.appendingPathComponent("cards"), atomically: true, encoding: .utf8)
        return folder.path
    }

    @Test(
        "the other side of a loopback card is found by id and by number",
        arguments: [
            "hw:Loopback,0,0", "plughw:Loopback,0", "hw:2,0", "plughw:CARD=Loopback,DEV=0,SUBDEV=0",
            "hw:Loopback",
        ]
    )
    func presence(name: String) throws {
        let busy = try cards(recording: "state: RUNNING\nowner_pid   : 4711\n")
        let idle = try cards(recording: "closed\n")
        defer { for folder in [busy, idle] { try? FileManager.default.removeItem(atPath: folder) } }
        #expect(LoopbackListeners(playback: name, cards: busy)?.isAnyoneRecording == true)
        #expect(LoopbackListeners(playback: name, cards: idle)?.isAnyoneRecording == false)
    }

    @Test("a substream that is named is the only one that counts")
    func substream() throws {
        let busy = try cards(recording: "state: RUNNING\n")
        defer { try? FileManager.default.removeItem(atPath: busy) }
        #expect(LoopbackListeners(playback: "hw:Loopback,0,1", cards: busy)?.isAnyoneRecording == false)
    }

    @Test(
        "other devices have no other side",
        arguments: ["default", "pulse", "hw:PCH,0", "hw:Loopback,3", "dmix:Loopback"]
    )
    func others(name: String) throws {
        let folder = try cards(recording: "closed\n")
        defer { try? FileManager.default.removeItem(atPath: folder) }
        #expect(LoopbackListeners(playback: name, cards: folder) == nil)
    }
}
