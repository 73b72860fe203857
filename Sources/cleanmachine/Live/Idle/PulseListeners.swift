import RealTime

/// Those who record from a sink of PulseAudio; `pactl subscribe` tells when to count them anew.
struct PulseListeners: Listeners {
    private let sink: String
    private var events: ChildProgram?
    private var known: Bool?
    private var nextTry = 0

    init(sink: String) {
        self.sink = sink
    }

    var descriptor: Int32? { events?.descriptor }

    mutating func arePresent() -> Bool {
        subscribe()
        readEvents()
        if let known, events != nil || MonotonicTime.now() < nextTry { return known }
        guard let sources = ChildProgram.output(of: ["pactl", "list", "sources"]),
            let outputs = ChildProgram.output(of: ["pactl", "list", "source-outputs"]), !sources.isEmpty
        else {
            // A server that does not answer may be starting anew; nobody is turned away because of that.
            known = known ?? true
            return true
        }
        let present = PulseListing(sources: sources, sourceOutputs: outputs).listeners(to: sink) > 0
        known = present
        return present
    }

    /// Begins to hear of changes; a server that has gone is tried once a second.
    private mutating func subscribe() {
        guard events == nil, MonotonicTime.now() >= nextTry else { return }
        nextTry = MonotonicTime.now() + 1_000_000_000
        events = ChildProgram(["pactl", "subscribe"])
        known = nil
    }

    private mutating func readEvents() {
        while let program = events {
            guard let text = program.read() else {
                events = nil
                return
            }
            if text.isEmpty { return }
            if text.contains("source") { known = nil }
        }
    }
}
