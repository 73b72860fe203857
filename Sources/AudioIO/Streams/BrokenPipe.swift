internal import Glibc

/// What happens when the reader of a pipe goes away.
public enum BrokenPipe {
    /// Makes writing to a pipe without a reader an error of kind `closed` instead of the end of the program.
    ///
    /// It holds for the whole process, so the program calls it once when it starts.
    public static func becomesAnError() {
        _ = signal(SIGPIPE, SIG_IGN)
    }
}
