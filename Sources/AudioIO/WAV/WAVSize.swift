/// The size of the data chunk as written, judged.
///
/// A program that writes to a pipe cannot know the length and writes a stand-in: 0, 0xFFFFFFFF (FFmpeg), just under
/// 0x7FFFFFFF (SoX), 0x80000000 (arecord), each less the header and cut to whole frames. Anything within 4 KiB of those is
/// taken as such; nobody loses by it, since sound then simply lasts until the end of the stream.
enum WAVSize {
    static let slack = 4096

    /// Returns the promised bytes, or nil for a stand-in.
    static func plausible(_ size: UInt32, wide: UInt64?) -> Int? {
        if size == .max, let wide {
            return wide == 0 ? nil : Int(exactly: wide)
        }
        let bytes = Int(size)
        let standIns = [0, 1 << 31, 1 << 32]
        let isStandIn = bytes == 0 || standIns.dropFirst().contains { abs($0 - bytes) <= slack }
        return isStandIn ? nil : bytes
    }
}
