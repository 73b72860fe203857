internal import Foundation
internal import Glibc

/// Programs that run beside a test.
///
/// Not Foundation's `Process`: it waits for all its programs in one place, where one that lives long holds up the rest.
enum Daemon {
    /// Starts a program, silent and with nothing to read; gives its number.
    static func start(_ program: String, _ arguments: [String], _ environment: [String]) throws -> Int32 {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        for descriptor: Int32 in 0...2 {
            unsafe posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
        }
        var words = unsafe ([program] + arguments).map { unsafe strdup($0) } + [nil]
        var variables = unsafe environment.map { unsafe strdup($0) } + [nil]
        defer { unsafe (words + variables).forEach { unsafe free($0) } }
        var identifier: pid_t = 0
        let code = unsafe posix_spawn(&identifier, program, &actions, nil, &words, &variables)
        guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EIO) }
        return identifier
    }

    /// Ends a program at once, as a crash would.
    static func end(_ identifier: Int32) {
        guard identifier > 0 else { return }
        kill(identifier, SIGKILL)
        waitpid(identifier, nil, 0)
    }

    /// Waits until somebody listens.
    ///
    /// - Throws: when nobody does within ten seconds.
    static func wait(forSocketPath path: String) throws {
        for _ in 0..<200 {
            if accepts(socketPath: path) { return }
            usleep(50_000)
        }
        throw POSIXError(.ETIMEDOUT)
    }

    /// Whether somebody listens.
    private static func accepts(socketPath path: String) -> Bool {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return false }
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        return unsafe withUnsafePointer(to: &address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(descriptor, $0, size)
            } == 0
        }
    }
}
