internal import CALSA

/// The devices of the sound cards.
enum CardListing {
    struct Found {
        let name: String
        let description: String
        let card: Int
    }

    /// All devices of all cards that have this direction.
    ///
    /// - Precondition: inside `ALSALibrary.exclusively`.
    static func devices(_ direction: PCM.Direction) -> [Found] {
        var found: [Found] = []
        var card: Int32 = -1
        while unsafe snd_card_next(&card) == 0, card >= 0 {
            var control: OpaquePointer?
            guard unsafe snd_ctl_open(&control, "hw:\(card)", 0) == 0, let control = unsafe control else {
                continue
            }
            defer { unsafe snd_ctl_close(control) }
            unsafe append(devicesOf: control, card: Int(card), direction, to: &found)
        }
        return found
    }

    private static func append(
        devicesOf control: OpaquePointer,
        card: Int,
        _ direction: PCM.Direction,
        to found: inout [Found]
    ) {
        var facts: OpaquePointer?
        guard unsafe snd_pcm_info_malloc(&facts) == 0, let facts = unsafe facts else { return }
        defer { unsafe snd_pcm_info_free(facts) }
        let id = CardIdentity.of(index: card) ?? "\(card)"
        var device: Int32 = -1
        while unsafe snd_ctl_pcm_next_device(control, &device) == 0, device >= 0 {
            unsafe snd_pcm_info_set_device(facts, UInt32(device))
            unsafe snd_pcm_info_set_subdevice(facts, 0)
            unsafe snd_pcm_info_set_stream(facts, direction.stream)
            guard unsafe snd_ctl_pcm_info(control, facts) == 0 else { continue }
            let device = unsafe snd_pcm_info_get_name(facts).map { unsafe String(cString: $0) } ?? ""
            found.append(
                Found(
                    name: "hw:CARD=\(id),DEV=\(unsafe snd_pcm_info_get_device(facts))",
                    description: "\(cardName(card)), \(device)",
                    card: card
                )
            )
        }
    }

    private static func cardName(_ index: Int) -> String {
        var text: UnsafeMutablePointer<CChar>?
        guard unsafe snd_card_get_name(Int32(index), &text) == 0, let text = unsafe text else {
            return "card \(index)"
        }
        defer { unsafe free(text) }
        return unsafe String(cString: text)
    }
}
