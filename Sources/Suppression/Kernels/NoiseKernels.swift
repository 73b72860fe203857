internal import CKernels
internal import RealTime

// The safe faces of the kernels that track noise: each checks its counts once.

/// The bounds of every estimate.
///
/// - Units: squared magnitude of the scaled spectrum.
enum NoiseBounds {
    static let least: Float = CM_NOISE_LEAST
    static let most: Float = CM_NOISE_MOST
}

/// The sum of `power`.
func total(_ power: borrowing Samples) -> Float {
    unsafe cm_noise_total(power.pointer, power.count)
}

/// Sets `noise` to `power`, each value within the bounds of an estimate.
func bound(_ power: borrowing Samples, into noise: inout Samples) {
    precondition(power.count == noise.count)
    unsafe cm_noise_copy(power.pointer, noise.pointer, power.count)
}

/// Moves `mean` to `power * scale` by `weight`, no bin counting for more than four times its neighbourhood's mean.
///
/// - Shapes: `padded` holds four values more.
func average(
    _ power: borrowing Samples,
    into mean: inout Samples,
    scratch padded: inout Samples,
    weight: Float,
    scale: Float
) {
    precondition(mean.count == power.count && padded.count == power.count + 4 && power.count > 0)
    unsafe cm_noise_average(power.pointer, mean.pointer, padded.pointer, power.count, weight, scale)
}

/// One frame of `MMSESpeechPresence`.
///
/// - Shapes: `padded` holds two values more.
func weighByPresence(
    _ power: borrowing Samples,
    noise: inout Samples,
    meanPresence: inout Samples,
    presence: inout Samples,
    scratch padded: inout Samples,
    noiseKeep: Float,
    presenceKeep: Float
) {
    let bins = power.count
    precondition(noise.count == bins && meanPresence.count == bins && presence.count == bins)
    precondition(bins > 1 && padded.count == bins + 2)
    unsafe cm_noise_presence(
        power.pointer,
        noise.pointer,
        meanPresence.pointer,
        presence.pointer,
        padded.pointer,
        bins,
        noiseKeep,
        presenceKeep
    )
}

/// The mean log likelihood ratio of speech, and the minimum of the smoothed power.
func likelihood(
    _ power: borrowing Samples,
    noise: borrowing Samples,
    weights: borrowing Samples,
    speech: inout Samples,
    smoothed: inout Samples,
    lowest: inout Samples,
    speechKeep: Float,
    powerKeep: Float
) -> Float {
    let bins = power.count
    precondition(noise.count == bins && weights.count == bins && speech.count == bins)
    precondition(smoothed.count == bins && lowest.count == bins)
    return unsafe cm_noise_likelihood(
        power.pointer,
        noise.pointer,
        weights.pointer,
        speech.pointer,
        smoothed.pointer,
        lowest.pointer,
        bins,
        speechKeep,
        powerKeep
    )
}

/// Moves `noise` to `power`; `keep` is the weight of the old.
func follow(_ power: borrowing Samples, noise: inout Samples, keep: Float) {
    precondition(noise.count == power.count)
    unsafe cm_noise_follow(power.pointer, noise.pointer, power.count, keep)
}

/// Raises `noise` to `lowest * bias` where it lies below, and begins a new minimum at `smoothed`.
func raise(
    _ noise: inout Samples,
    to lowest: inout Samples,
    bias: Float,
    restartingAt smoothed: borrowing Samples
) {
    precondition(noise.count == smoothed.count && lowest.count == smoothed.count)
    unsafe cm_noise_raise(smoothed.pointer, lowest.pointer, noise.pointer, smoothed.count, bias)
}
