import Glibc

/// Everything for people's eyes goes here: standard output is for data.
enum StandardError {
    /// Writes one line.
    static func write(_ line: String) {
        put(line + "\n")
    }

    /// Writes text as it is.
    static func put(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            _ = unsafe Glibc.write(STDERR_FILENO, bytes.baseAddress, bytes.count)
        }
    }

    /// Whether a person may be looking.
    static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }
}
