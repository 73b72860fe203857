/// The energy of what `estimate` shares with `reference` over that of the rest, whatever its gain and offset.
///
/// - Units: dB.
/// - Precondition: equal counts.
/// - Source: Le Roux, Wisdom, Erdogan and Hershey 2019, "SDR: half-baked or well done?", eq. 4, of signals with their
///   means taken out.
public func scaleInvariantSDR(of estimate: [Float], against reference: [Float]) -> Double {
    precondition(estimate.count == reference.count)
    let count = Double(max(1, reference.count))
    let referenceMean = reference.reduce(0) { $0 + Double($1) } / count
    let estimateMean = estimate.reduce(0) { $0 + Double($1) } / count
    var shared = 0.0
    var referenceEnergy = 0.0
    for n in reference.indices {
        let sample = Double(reference[n]) - referenceMean
        shared += (Double(estimate[n]) - estimateMean) * sample
        referenceEnergy += sample * sample
    }
    let gain = shared / (referenceEnergy + energyFloor)
    var target = energyFloor
    var distortion = energyFloor
    for n in reference.indices {
        let sample = gain * (Double(reference[n]) - referenceMean)
        let error = Double(estimate[n]) - estimateMean - sample
        target += sample * sample
        distortion += error * error
    }
    return decibels(power: target / distortion)
}
