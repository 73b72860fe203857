/// Who records from a sink of PulseAudio, or PipeWire in its place, read from what `pactl list` writes.
struct PulseListing {
    private let sources: [[String: String]]
    private let outputs: [[String: String]]

    /// Reads the texts of `pactl list sources` and `pactl list source-outputs`.
    init(sources: String, sourceOutputs: String) {
        self.sources = Self.blocks(sources)
        outputs = Self.blocks(sourceOutputs)
    }

    /// Programs that record what is played to `sink`, from its monitor or from a microphone made of that, and do not pause.
    func listeners(to sink: String) -> Int {
        let monitor = "\(sink).monitor"
        let heard = sources.filter { source in
            source["Name"] == monitor || source["Monitor of Sink"] == sink
                || source["device.master_device"] == "\"\(monitor)\""
        }
        let numbers = Set(heard.compactMap { $0["#"] })
        return outputs.filter { output in
            // What a module records is only on its way to the microphone that the module makes.
            output["Client"] != "n/a" && output["Corked"] != "yes" && numbers.contains(output["Source"] ?? "")
        }.count
    }

    /// The paragraphs as names and values; `#` is the number in the heading.
    private static func blocks(_ text: String) -> [[String: String]] {
        var blocks: [[String: String]] = []
        for line in text.split(separator: "\n") {
            if let hash = line.firstIndex(of: "#"), !line.hasPrefix("\t") {
                blocks.append(["#": String(line[line.index(after: hash)...])])
                continue
            }
            guard !blocks.isEmpty else { continue }
            for separator in [": ", " = "] {
                guard let range = line.firstRange(of: separator) else { continue }
                let name = line[..<range.lowerBound].drop { $0 == "\t" }
                // A value may hold the other separator; the first one in the line is the one that counts.
                if name.contains(separator == ": " ? " = " : ": ") { continue }
                blocks[blocks.count - 1][String(name)] = String(line[range.upperBound...])
                break
            }
        }
        return blocks
    }
}
