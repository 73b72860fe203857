internal import Glibc
internal import RealTime

/// A file descriptor that somebody else opened and will close.
///
/// All system calls of streams are here: interrupted calls are repeated, and a descriptor that does not block is waited
/// for with `poll`.
struct Descriptor {
    let number: Int32
    let place: String

    /// How an attempt to read ended.
    enum Outcome: Equatable {
        case bytes(Int)
        case end
        case stopped
    }

    /// Reads at most `count` bytes to `offset` of `bytes`, waiting for the first of them or for `stop` to be readable.
    func read(
        into bytes: inout Bytes,
        at offset: Int,
        count: Int,
        stop: Int32?
    ) throws(AudioError) -> Outcome {
        precondition(offset >= 0 && count > 0 && offset + count <= bytes.count)
        while true {
            if try waitUntilReadable(stop: stop) { return .stopped }
            let got = unsafe Glibc.read(number, bytes.pointer + offset, count)
            if got > 0 { return .bytes(got) }
            if got == 0 { return .end }
            let error = SystemError.latest
            switch error.code {
            case EINTR, EAGAIN: continue
            case EBADF: throw AudioError(.noInput, at: place, "is closed; redirect something to it")
            case EISDIR: throw AudioError(.noInput, at: place, "is a folder; give a stream of sound")
            default: throw error.duringTransfer(at: place, doing: "read")
            }
        }
    }

    /// Writes `count` bytes from `offset`, all of them.
    func write(_ bytes: borrowing Bytes, from offset: Int, count: Int) throws(AudioError) {
        precondition(offset >= 0 && count >= 0 && offset + count <= bytes.count)
        var written = 0
        while written < count {
            let result = unsafe Glibc.write(number, bytes.pointer + offset + written, count - written)
            guard result < 0 else {
                written += result
                continue
            }
            let error = SystemError.latest
            switch error.code {
            case EINTR: continue
            case EAGAIN: try waitUntilWritable()
            case EBADF:
                throw AudioError(.cannotCreate, at: place, "is closed; redirect it to a file or a program")
            default: throw error.duringTransfer(at: place, doing: "write")
            }
        }
    }

    /// Returns true when `stop` became readable, false when there is something to read or the end to be seen.
    private func waitUntilReadable(stop: Int32?) throws(AudioError) -> Bool {
        // poll ignores entries with a negative descriptor.
        var entries: InlineArray<2, pollfd> = [
            pollfd(fd: number, events: Int16(POLLIN), revents: 0),
            pollfd(fd: stop ?? -1, events: Int16(POLLIN), revents: 0),
        ]
        while true {
            var view = entries.mutableSpan
            let ready = unsafe view.withUnsafeMutableBufferPointer { unsafe poll($0.baseAddress, 2, -1) }
            if ready > 0 { return entries[1].revents != 0 }
            let error = SystemError.latest
            guard ready < 0, error.code == EINTR || error.code == EAGAIN else {
                throw error.duringTransfer(at: place, doing: "wait for input")
            }
        }
    }

    private func waitUntilWritable() throws(AudioError) {
        var entry = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
        while unsafe poll(&entry, 1, -1) < 0 {
            let error = SystemError.latest
            guard error.code == EINTR || error.code == EAGAIN else {
                throw error.duringTransfer(at: place, doing: "wait for output")
            }
        }
    }
}
