import AudioIO

/// The sinks of the sound server that answers as PulseAudio.
enum PulseSinks {
    /// Their numbers and names, as `pactl` tells them; nil where it is not installed.
    ///
    /// - Throws: `unavailable` when the server does not answer.
    static func known() throws(AudioError) -> [String]? {
        let answer = ChildProgram.answer(of: ["pactl", "list", "short", "sinks"])
        if answer.status == ChildProgram.missing { return nil }
        guard answer.status == 0 else {
            throw AudioError(
                .unavailable,
                at: "PULSE_SINK",
                "`pactl list short sinks` does not answer, so nobody knows whether the sink is there"
            )
        }
        return answer.text.split(separator: "\n").flatMap { line in
            line.split(separator: "\t").prefix(2).map(String.init)
        }
    }
}
