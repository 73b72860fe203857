public import RealTime

/// An algorithm that decides, frame by frame, how much of each frequency stays.
public protocol GainEstimator: ~Copyable, Sendable {
    /// Sets `gains` for the frame with the given power; what they were before may be another lane's.
    ///
    /// - Shapes: `bins` values each.
    /// - Units: squared magnitude of the scaled spectrum; linear gains from 0 to 1.
    /// - Real time: yes; cannot fail.
    mutating func estimate(power: borrowing Samples, into gains: inout Samples)

    /// Forgets the past.
    ///
    /// - Real time: yes.
    mutating func reset()
}
