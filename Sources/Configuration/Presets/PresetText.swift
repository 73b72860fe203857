internal import Glibc

/// Reads the text of a preset, and refuses what the TOML library should never see.
enum PresetText {
    /// The most that a file may hold: a hundred times any sensible preset.
    static let mostBytes = 1 << 20
    /// The text of the file at `path`.
    ///
    /// - Throws: `ConfigurationError` when it cannot be read, is too long or is no UTF-8.
    static func read(path: String) throws(ConfigurationError) -> String {
        let bytes: [UInt8]
        do {
            bytes = try contents(path: path)
        } catch {
            let isMissing = error.code == ENOENT || error.code == ENOTDIR
            let reason = unsafe String(cString: strerror(error.code))
            throw refusal(isMissing ? .missingFile : .unreadable, path, "cannot be read: \(reason)")
        }
        guard bytes.count <= mostBytes else {
            throw refusal(.unreadable, path, "must be at most \(mostBytes) bytes long", given: "more")
        }
        return try text(bytes, place: path)
    }

    /// What the system says when a file cannot be read.
    private struct SystemError: Error {
        let code = errno
    }

    /// The bytes of a file, at most one more than are allowed.
    private static func contents(path: String) throws(SystemError) -> [UInt8] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemError() }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: mostBytes + 1)
        var count = 0
        // A pipe hands over less than is asked for, an endless device more than there is room for.
        while count < bytes.count {
            let part = unsafe bytes.withUnsafeMutableBytes {
                unsafe Glibc.read(descriptor, $0.baseAddress.map { unsafe $0 + count }, $0.count - count)
            }
            if part < 0, errno == EINTR { continue }
            guard part >= 0 else { throw SystemError() }
            guard part > 0 else { break }
            count += part
        }
        return Array(bytes.prefix(count))
    }

    /// `bytes` as text.
    ///
    /// - Throws: `ConfigurationError` at the line of the first byte that is no UTF-8.
    static func text(_ bytes: [UInt8], place: String) throws(ConfigurationError) -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        // Each line is whole text or not: a newline never is a part of another character.
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let bad = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil }
        throw refusal(
            .unreadable,
            place,
            line: bad.map { $0 + 1 },
            "must be UTF-8 text",
            given: "other bytes"
        )
    }

    /// What bars `text` from being looked at: its length, or control characters, which TOML has no place for.
    static func problems(in text: String, place: String) -> [ConfigurationProblem] {
        guard text.utf8.count <= mostBytes else {
            return refusal(.unreadable, place, "must be at most \(mostBytes) bytes long", given: "more")
                .problems
        }
        var problems: [ConfigurationProblem] = []
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where problems.count < PresetReading.mostProblems {
            // A carriage return may end a line, and stand nowhere else.
            let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
            guard let byte = line.first(where: isControl) else { continue }
            let code = "character \(byte)"
            problems +=
                refusal(.syntax, place, line: index + 1, "must hold no control characters", given: code)
                .problems
        }
        return problems
    }

    private static func isControl(_ byte: UInt8) -> Bool {
        (byte < 0x20 && byte != UInt8(ascii: "\t")) || byte == 0x7F
    }

    private static func refusal(
        _ kind: ConfigurationProblem.Kind,
        _ place: String,
        line: Int? = nil,
        _ requirement: String,
        given: String? = nil
    ) -> ConfigurationError {
        ConfigurationError([ConfigurationProblem(kind, at: place, line: line, requirement, given: given)])
    }
}
