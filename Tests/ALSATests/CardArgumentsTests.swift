import ALSA
import Testing

@Suite("Arguments of cards")
struct CardArgumentsTests {
    @Test("by place or by key, in any order, and with what is left out as alsa-lib takes it")
    func reading() {
        let cases: [(name: String, card: String, device: Int?, subdevice: String?)] = [
            ("hw:1", "1", 0, nil), ("hw:1,2,3", "1", 2, "3"), ("plughw:CARD=PCH,DEV=3", "PCH", 3, nil),
            ("hw:DEV=1,CARD=Loopback,SUBDEV=2", "Loopback", 1, "2"), ("hw:CARD=PCH,2", "PCH", 2, nil),
            ("hw:", "0", 0, nil), ("hw:,1", "0", 1, nil), ("hw:1,x", "1", nil, nil),
            ("iec958:CARD=1,AES0=4", "1", 0, nil), ("hw:1,0,0,7", "1", 0, "0"),
        ]
        for given in cases {
            let arguments = CardArguments(given.name)
            #expect(arguments?.card == given.card, "\(given.name)")
            #expect(arguments?.device == given.device, "\(given.name)")
            #expect(arguments?.subdevice == given.subdevice, "\(given.name)")
        }
    }

    @Test("what stands before the colon is kept, and nothing is read without one")
    func kind() {
        #expect(CardArguments("plughw:1")?.kind == "plughw")
        #expect(CardArguments("plug:hw:Loopback,1")?.card == "hw:Loopback")
        #expect(CardArguments("default") == nil)
    }
}
