internal import Glibc

/// The mean over frames of each frame's signal-to-noise ratio, so that quiet speech counts as much as loud.
///
/// Frames of 30 ms overlap by three quarters under a Hann window without its zeros; a frame counts as at least −10 dB
/// and at most 35 dB, since beyond these a listener hears no difference. The samples after the last whole frame do not
/// count.
///
/// - Units: dB; nil if the signals are shorter than one frame.
/// - Precondition: equal counts.
/// - Source: Hansen and Pellom 1998, "An effective quality evaluation protocol for speech enhancement algorithms";
///   frames and window as in Loizou 2013, "Speech Enhancement", `comp_snr.m`.
public func segmentalSNR(of estimate: [Float], against reference: [Float], sampleRate: Int) -> Double? {
    precondition(estimate.count == reference.count)
    let length = Int((0.03 * Double(sampleRate)).rounded(.toNearestOrEven))
    let hop = length / 4
    guard hop > 0, reference.count >= length else { return nil }
    let window = (1...length).map { 0.5 * (1 - cos(2 * .pi * Double($0) / Double(length + 1))) }
    let frames = (reference.count - length) / hop + 1
    var sum = 0.0
    for frame in 0..<frames {
        var signal = 0.0
        var noise = Double.ulpOfOne
        for n in 0..<length {
            let sample = Double(reference[frame * hop + n]) * window[n]
            let error = sample - Double(estimate[frame * hop + n]) * window[n]
            signal += sample * sample
            noise += error * error
        }
        sum += min(max(decibels(power: signal / noise + .ulpOfOne), -10), 35)
    }
    return sum / Double(frames)
}
