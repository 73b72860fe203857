/// How far the spectrogram of `estimate` lies from that of `reference`.
///
/// In each frame the root, over the bins, of the mean square difference of the two power spectra in decibels; then the
/// mean over the frames. Frames of 32 ms overlap by half under a periodic Hann window. Both powers count as at least
/// 50 dB below the reference's strongest bin, since otherwise bins that nobody hears would decide. The samples
/// after the last whole frame do not count.
///
/// - Units: dB; nil if the signals are shorter than one frame.
/// - Precondition: equal counts.
/// - Source: Cohen and Gannot 2008, "Spectral enhancement methods", in Springer Handbook of Speech Processing,
///   §44.7, with its dynamic range of 50 dB.
public func logSpectralDistance(of estimate: [Float], against reference: [Float], sampleRate: Int) -> Double?
{
    precondition(estimate.count == reference.count)
    let length = Int((0.032 * Double(sampleRate)).rounded(.toNearestOrEven))
    guard length > 1, reference.count >= length else { return nil }
    var frames = PowerFrames(length: length)
    let count = frames.frames(in: reference.count)
    var strongest = 0.0
    for index in 0..<count {
        frames.compute(index, of: reference)
        strongest = max(strongest, frames.power.max() ?? 0)
    }
    let floor = max(strongest * 1e-5, energyFloor)
    var sum = 0.0
    for index in 0..<count {
        frames.compute(index, of: reference)
        let expected = frames.power
        frames.compute(index, of: estimate)
        var squares = 0.0
        for k in expected.indices {
            let difference = decibels(power: max(frames.power[k], floor) / max(expected[k], floor))
            squares += difference * difference
        }
        sum += (squares / Double(expected.count)).squareRoot()
    }
    return sum / Double(count)
}
