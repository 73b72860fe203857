import Glibc

/// The keyboard of a terminal, key by key, while a live run lasts.
struct LiveKeys: ~Copyable {
    /// What a key asks for.
    enum Key: Equatable {
        case quit, bypass, stronger, weaker, nextPreset

        /// The key of a byte, if it has a meaning.
        init?(_ byte: UInt8) {
            switch byte {
            case UInt8(ascii: "q"): self = .quit
            case UInt8(ascii: "b"), UInt8(ascii: " "): self = .bypass
            case UInt8(ascii: "+"), UInt8(ascii: "="): self = .stronger
            case UInt8(ascii: "-"): self = .weaker
            case UInt8(ascii: "p"): self = .nextPreset
            default: return nil
            }
        }
    }

    private var before = termios()

    /// Takes over the keyboard; nil where standard input is no terminal.
    init?() {
        guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1,
            unsafe tcgetattr(STDIN_FILENO, &before) == 0
        else {
            return nil
        }
        var raw = before
        // Signals stay: Ctrl-C ends the run as everywhere.
        raw.c_lflag &= ~tcflag_t(ICANON | ECHO)
        guard unsafe tcsetattr(STDIN_FILENO, TCSANOW, &raw) == 0 else { return nil }
    }

    deinit {
        var before = before
        unsafe tcsetattr(STDIN_FILENO, TCSANOW, &before)
    }

    /// The key that was pressed; nil for one without a meaning.
    func read() -> Key? {
        var byte: UInt8 = 0
        guard unsafe Glibc.read(STDIN_FILENO, &byte, 1) == 1 else { return nil }
        return Key(byte)
    }
}
