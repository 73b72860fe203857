internal import CALSA

/// The name of a device that stays the same when cards change their numbers.
package enum StableName {
    /// Puts the card's id in place of its number.
    ///
    /// - Parameters:
    ///   - name: such as `hw:1`, `plughw:0,2` or `hw:CARD=1,DEV=0`.
    ///   - identifier: gives a card's id.
    /// - Returns: the name that stays; `name` itself when it names no card by its number.
    package static func of(
        _ name: String,
        identifier: @escaping (Int) -> String? = { CardIdentity.of(index: $0) }
    ) -> String {
        guard let arguments = CardArguments(name), arguments.pairs.count <= 3,
            let first = arguments.pairs.first, first.key == "CARD",
            let index = Int(first.value), index >= 0, let id = identifier(index)
        else { return name }
        var parts = ["CARD=\(id)"]
        for (key, value) in arguments.pairs.dropFirst() {
            guard let key else { return name }
            parts.append("\(key)=\(value)")
        }
        if parts.count == 1, ["hw", "plughw"].contains(arguments.kind) { parts.append("DEV=0") }
        return "\(arguments.kind):\(parts.joined(separator: ","))"
    }
}

/// What a sound card calls itself.
enum CardIdentity {
    /// The id of the card with this number; nil when there is none.
    static func of(index: Int) -> String? {
        var control: OpaquePointer?
        guard unsafe snd_ctl_open(&control, "hw:\(index)", 0) == 0, let control = unsafe control else {
            return nil
        }
        defer { unsafe snd_ctl_close(control) }
        var facts: OpaquePointer?
        guard unsafe snd_ctl_card_info_malloc(&facts) == 0, let facts = unsafe facts else { return nil }
        defer { unsafe snd_ctl_card_info_free(facts) }
        guard unsafe snd_ctl_card_info(control, facts) == 0, let id = unsafe snd_ctl_card_info_get_id(facts)
        else {
            return nil
        }
        return unsafe String(cString: id)
    }
}
