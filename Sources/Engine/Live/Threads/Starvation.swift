/// How a playback device is kept going while no sound comes: with silence, in pieces that grow.
///
/// A block that is a little late costs a little; a microphone that has gone must not make us hurry for long.
///
/// - Units: frames.
/// - Real time: yes.
package struct Starvation: Sendable {
    /// Whether silence stands in for sound.
    package private(set) var isUnderWay = false
    private let smallestPiece: Int
    private let marginFrames: Int
    private var piece: Int
    /// By how much the thread came late of late.
    private var lateness = 0.0
    /// Whether the thread has just come late: those who bring the sound did too, and run as soon as it waits again.
    package private(set) var isExcused = false

    // At 100 to 200 waits a second it is forgotten within 10 s.
    private static let forgetting = 0.999

    /// Begins with sound on its way.
    ///
    /// - Parameters:
    ///   - lowFrames: what the device needs until its thread is there again.
    ///   - marginFrames: the fill that it has when a block arrives; as much silence is written at the most.
    package init(lowFrames: Int, marginFrames: Int) {
        smallestPiece = lowFrames
        self.marginFrames = marginFrames
        piece = lowFrames
    }

    /// The fill below which silence is written.
    package var reserve: Int {
        // Where nobody grants real-time priority, a thread that is woken waits for its turn.
        let usual = isExcused ? 0 : min(Int(2 * lateness), marginFrames / 2)
        let least = max(smallestPiece, usual)
        return isUnderWay ? max(least, piece / 2) : least
    }

    /// Takes note of a wait that sound ended: what piled up while all were late comes at once, and the excuse holds.
    package mutating func called() { lateness *= Self.forgetting }

    /// Takes note of a wait that nobody ended: by how many frames the thread came later than it had asked for.
    package mutating func waited(lateFrames: Int) {
        lateness *= Self.forgetting
        // Once only: who always comes late needs its reserve.
        isExcused = !isExcused && lateFrames > smallestPiece
        // A stall that empties any reserve asks for none.
        guard lateFrames < marginFrames else { return }
        lateness = max(lateness, Double(lateFrames))
    }

    /// Takes note that sound is missing; false when that is known.
    package mutating func begin() -> Bool {
        defer { isUnderWay = true }
        return !isUnderWay
    }

    /// How much silence is written now; more the next time.
    package mutating func nextPiece() -> Int {
        defer { piece = min(2 * piece, max(smallestPiece, marginFrames)) }
        return piece
    }

    /// Takes note that sound has come; false when none was missing.
    package mutating func end() -> Bool {
        defer { isUnderWay = false }
        if isUnderWay { piece = smallestPiece }
        return isUnderWay
    }
}
