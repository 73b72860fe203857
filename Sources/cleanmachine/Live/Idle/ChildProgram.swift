import Glibc

/// A program that runs beside us and is read; it ends with this value.
///
/// Not Foundation's `Process`, which waits for all its programs in one place, where one that lives long holds up the rest.
final class ChildProgram {
    /// Becomes readable when the program has written something, or has ended.
    let descriptor: Int32
    private let identifier: pid_t
    private var isOver = false

    /// The code with which a program ends that is not installed.
    static let missing: Int32 = 127

    /// Starts `words`, found along the path, in the language that programs are made to read; nil when that fails.
    init?(_ words: [String]) {
        var ends: [Int32] = [-1, -1]
        guard unsafe pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        unsafe posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        unsafe posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        let started = unsafe Self.start(["LC_ALL=C"] + words, &actions)
        close(ends[1])
        guard let started else {
            close(ends[0])
            return nil
        }
        _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
        descriptor = ends[0]
        identifier = started
    }

    deinit {
        close(descriptor)
        guard !isOver else { return }
        kill(identifier, SIGTERM)
        _ = Self.end(of: identifier)
    }

    /// What has been written since the last call; nil once the program has ended and all was read.
    func read() -> String? {
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = unsafe bytes.withUnsafeMutableBytes {
            unsafe Glibc.read(descriptor, $0.baseAddress, $0.count)
        }
        if count < 0 { return errno == EAGAIN || errno == EINTR ? "" : nil }
        return count > 0 ? String(decoding: bytes.prefix(count), as: UTF8.self) : nil
    }

    /// Runs `words`, whose output is ours; the code with which it ends, as a shell tells it.
    static func status(of words: [String]) -> Int32 {
        guard let started = unsafe start(words, nil) else { return missing }
        return end(of: started)
    }

    /// Waits for the end of a program; its code.
    private static func end(of identifier: pid_t) -> Int32 {
        var word: Int32 = 0
        while unsafe waitpid(identifier, &word, 0) < 0 {
            guard errno == EINTR else { return missing }
        }
        return word & 0x7F == 0 ? (word >> 8) & 0xFF : 128 + (word & 0x7F)
    }

    /// Starts `env` with `words`, which finds the program along the path.
    private static func start(
        _ words: [String],
        _ actions: UnsafePointer<posix_spawn_file_actions_t>?
    ) -> pid_t? {
        var started: pid_t = 0
        var arguments = unsafe (["env"] + words).map { unsafe strdup($0) } + [nil]
        defer { unsafe arguments.forEach { unsafe free($0) } }
        // An audio thread takes no signals, but what it starts must: it could not be ended otherwise.
        var none = sigset_t()
        unsafe sigemptyset(&none)
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        unsafe posix_spawnattr_setsigmask(&attributes, &none)
        unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        let code = unsafe posix_spawnp(&started, "env", actions, &attributes, &arguments, environ)
        return code == 0 ? started : nil
    }

    /// All that `words` writes; nil when it could not be run or took longer than two seconds.
    static func output(of words: [String]) -> String? {
        let answer = answer(of: words)
        return answer.status == nil ? nil : answer.text
    }

    /// All that `words` writes, and the code with which it ends; none when it took longer than two seconds.
    static func answer(of words: [String]) -> (status: Int32?, text: String) {
        guard let program = ChildProgram(words) else { return (nil, "") }
        var text = ""
        while true {
            var entry = pollfd(fd: program.descriptor, events: Int16(POLLIN), revents: 0)
            guard unsafe poll(&entry, 1, 2000) > 0 else { return (nil, text) }
            guard let piece = program.read() else { break }
            text += piece
        }
        program.isOver = true
        return (end(of: program.identifier), text)
    }
}
