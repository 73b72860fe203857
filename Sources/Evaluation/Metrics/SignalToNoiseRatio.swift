/// The least energy that a ratio sees on either side, so that silence and equality stay finite.
let energyFloor = 1e-12

/// The energy of `reference` over that of the difference between `estimate` and it.
///
/// A gain or a lag of the estimate counts as noise.
///
/// - Units: dB.
/// - Precondition: equal counts.
public func signalToNoiseRatio(of estimate: [Float], against reference: [Float]) -> Double {
    precondition(estimate.count == reference.count)
    var signal = energyFloor
    var noise = energyFloor
    for n in reference.indices {
        let sample = Double(reference[n])
        let error = Double(estimate[n]) - sample
        signal += sample * sample
        noise += error * error
    }
    return decibels(power: signal / noise)
}

/// The mean square of the difference between `estimate` and `reference`; zero if there are no samples.
///
/// - Precondition: equal counts.
public func meanSquaredError(of estimate: [Float], against reference: [Float]) -> Double {
    precondition(estimate.count == reference.count)
    guard !reference.isEmpty else { return 0 }
    var energy = 0.0
    for n in reference.indices {
        let error = Double(estimate[n]) - Double(reference[n])
        energy += error * error
    }
    return energy / Double(reference.count)
}
