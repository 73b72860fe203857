/// Where live sound comes from, as the command line names it.
enum CaptureEnd: Equatable {
    case alsa(String)
    case standardInput
    case file(String)
    case tone(hertz: Double)
    case silence

    /// Reads `alsa:NAME`, `stdin`, `file:PATH`, `tone:HERTZ` or `none`.
    init(_ text: String) throws {
        let (kind, rest) = EndText.split(text)
        switch (kind, rest) {
        case ("alsa", let name?) where !name.isEmpty: self = .alsa(name)
        case ("stdin", nil), ("-", nil): self = .standardInput
        case ("file", let path?) where !path.isEmpty: self = .file(path)
        case ("tone", let text?):
            guard let hertz = Double(text), hertz > 0, hertz < 96_000 else {
                throw Failure.usage("--capture tone:\(text): give a frequency in hertz, for example tone:440")
            }
            self = .tone(hertz: hertz)
        case ("none", nil): self = .silence
        default:
            throw Failure.usage(
                "--capture \(text): choose alsa:NAME (see `cleanmachine devices`), stdin, file:PATH, tone:HERTZ or none"
            )
        }
    }
}

extension CaptureEnd {
    /// Whether it goes on after it was closed.
    var canBeReopened: Bool {
        switch self {
        case .alsa, .tone, .silence: true
        case .standardInput, .file: false
        }
    }
}

/// Where live sound goes, as the command line names it.
enum PlaybackEnd: Equatable {
    case alsa(String)
    case standardOutput
    case file(String)
    case null

    /// Reads `alsa:NAME`, `stdout`, `file:PATH` or `null`.
    init(_ text: String) throws {
        let (kind, rest) = EndText.split(text)
        switch (kind, rest) {
        case ("alsa", let name?) where !name.isEmpty: self = .alsa(name)
        case ("stdout", nil), ("-", nil): self = .standardOutput
        case ("file", let path?) where !path.isEmpty: self = .file(path)
        case ("null", nil): self = .null
        default:
            throw Failure.usage(
                "--playback \(text): choose alsa:NAME (see `cleanmachine devices`), stdout, file:PATH or null"
            )
        }
    }
}

/// The notation of ends.
enum EndText {
    /// The word before the first colon and what follows it.
    static func split(_ text: String) -> (String, String?) {
        guard let colon = text.firstIndex(of: ":") else { return (text, nil) }
        return (String(text[..<colon]), String(text[text.index(after: colon)...]))
    }
}
