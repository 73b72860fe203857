import Glibc

/// A pipe whose two ends close with it.
final class Pipe: Sendable {
    let reading: Int32
    let writing: Int32

    init() {
        var ends: InlineArray<2, Int32> = [-1, -1]
        var view = ends.mutableSpan
        _ = unsafe view.withUnsafeMutableBufferPointer { unsafe pipe($0.baseAddress) }
        reading = ends[0]
        writing = ends[1]
    }

    deinit {
        close(reading)
        close(writing)
    }

    /// Writes bytes that fit in the pipe.
    func put(_ bytes: some Sequence<UInt8>) {
        let array = Array(bytes)
        _ = unsafe array.withUnsafeBytes { unsafe write(writing, $0.baseAddress, array.count) }
    }

    /// Lets the reader see the end.
    func endOfStream() {
        // The number stays taken, by the null device, so that closing it once more at the end hits nothing else.
        let nothing = unsafe open("/dev/null", O_WRONLY)
        dup2(nothing, writing)
        close(nothing)
    }

    /// Takes what is in the pipe, at most `count` bytes.
    func take(_ count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let got = unsafe bytes.withUnsafeMutableBytes { unsafe read(reading, $0.baseAddress, count) }
        return Array(bytes.prefix(max(0, got)))
    }
}
