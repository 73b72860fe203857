internal import CALSA

/// A name that alsa-lib's configuration offers.
struct NameHint {
    let name: String
    let description: String
    /// The only direction that it has; nil for both.
    let only: PCM.Direction?

    func allows(_ direction: PCM.Direction) -> Bool { only == nil || only == direction }

    /// All names that the configuration offers.
    ///
    /// - Precondition: inside `ALSALibrary.exclusively`.
    static func all() -> [NameHint] {
        var list: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
        guard unsafe snd_device_name_hint(-1, "pcm", &list) == 0, let list = unsafe list else { return [] }
        defer { unsafe snd_device_name_free_hint(list) }
        var hints: [NameHint] = []
        var position = 0
        while let entry = unsafe list[position] {
            position += 1
            guard let name = unsafe text(entry, "NAME") else { continue }
            let description = unsafe text(entry, "DESC") ?? ""
            let only: PCM.Direction? =
                switch unsafe text(entry, "IOID") {
                case "Input": .capture
                case "Output": .playback
                default: nil
                }
            let line = description.split(separator: "\n").joined(separator: ", ")
            hints.append(NameHint(name: name, description: line, only: only))
        }
        return hints
    }

    /// Those of `names` that the configuration defines, whether it offers them or not.
    ///
    /// - Precondition: inside `ALSALibrary.exclusively`.
    static func defined(_ names: [String]) -> [String] {
        var top: OpaquePointer?
        guard unsafe snd_config_update_ref(&top) >= 0, let top = unsafe top else { return [] }
        defer { unsafe snd_config_unref(top) }
        return names.filter { name in
            var node: OpaquePointer?
            return unsafe snd_config_search(top, "pcm.\(name)", &node) == 0
        }
    }

    private static func text(_ entry: UnsafeMutableRawPointer, _ key: String) -> String? {
        guard let text = unsafe snd_device_name_get_hint(entry, key) else { return nil }
        defer { unsafe free(text) }
        return unsafe String(cString: text)
    }
}
