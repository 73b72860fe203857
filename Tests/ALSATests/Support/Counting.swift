/// Sounds whose every sample tells its place.
enum Counting {
    /// Sample `i` is `i` steps of a 24-bit code.
    static func sound(frames: Int, channels: Int = 1) -> [Float] {
        (0..<frames * channels).map { Float($0) * 0x1p-23 }
    }

    /// As `sound`, in steps of a 16-bit code from the lowest on.
    static func coarse(frames: Int, channels: Int = 1) -> [Float] {
        (0..<frames * channels).map { Float($0 % 60_000 - 30_000) * 0x1p-15 }
    }

    /// The place of a sample of `sound`.
    static func place(_ sample: Float) -> Int { Int(sample * 0x1p23) }
}
