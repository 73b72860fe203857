internal import RealTime

/// Tells whether a stream begins in a quiet room.
///
/// The first word after the beginning is the hardest for a recurrent network, which knows neither room nor talker: what it lets
/// in is either words or noise. A room whose first window holds next to nothing has little noise to let in, so that such a
/// stream may begin in another state.
struct StreamBeginning: Sendable {
    // Power of a frame scaled by its window's sum, over all bins: that of noise at -44 dBFS.
    private static let quiet: Float = 3e-5

    private let firstFrames: Int
    private var framesToGo: Int

    /// For streams whose first `firstFrames` frames come before a window is whole.
    init(firstFrames: Int) {
        self.firstFrames = firstFrames
        framesToGo = firstFrames
    }

    /// Takes note of the next frame; true once at most, at the first whole window, and if it is quiet.
    ///
    /// - Shapes: complex numbers, real part first.
    /// - Real time: yes.
    mutating func isQuiet(_ spectrum: borrowing Samples) -> Bool {
        guard framesToGo >= 0 else { return false }
        framesToGo -= 1
        guard framesToGo < 0 else { return false }
        var power: Float = 0
        for index in 0..<spectrum.count { power += spectrum[index] * spectrum[index] }
        return power < Self.quiet
    }

    /// Forgets the past.
    mutating func reset() { framesToGo = firstFrames }
}
