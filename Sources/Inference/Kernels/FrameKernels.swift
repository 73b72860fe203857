internal import CKernels
internal import RealTime

// The safe faces of the kernels around frame networks.

/// The cube roots of the magnitudes whose squares are given.
func cubeRoots(ofMagnitudes power: borrowing Samples, into roots: inout Samples) {
    precondition(power.count == roots.count)
    unsafe cm_cube_root_magnitudes(power.pointer, roots.pointer, power.count)
}

/// The means of the values and of their squares.
func moments(of values: borrowing Samples) -> (mean: Float, square: Float) {
    var (mean, square): (Float, Float) = (0, 0)
    unsafe cm_moments(values.pointer, values.count, &mean, &square)
    return (mean, square)
}

/// The values less the level's mean, over its deviation.
func standardize(_ values: borrowing Samples, _ level: RunningLevel, into result: inout Samples) {
    precondition(values.count == result.count)
    unsafe cm_standardize(values.pointer, result.pointer, values.count, level.mean, 1 / level.deviation)
}

/// One step of the noise tracker.
func trackNoise(
    _ power: borrowing Samples,
    noise: inout Samples,
    presence: inout Samples,
    smoothing: Float,
    memory: Float
) {
    precondition(power.count == noise.count && power.count == presence.count)
    unsafe cm_track_noise(
        power.pointer,
        noise.pointer,
        presence.pointer,
        power.count,
        smoothing,
        memory
    )
}

/// The gains of outputs that are logits of cube roots of gains.
func cubedSigmoid(_ outcome: borrowing Samples, into gains: inout Samples) {
    precondition(outcome.count == gains.count)
    unsafe cm_cubed_sigmoid(outcome.pointer, gains.pointer, gains.count)
}

/// The gains of outputs that are standardised cube roots of magnitudes.
func cubedRatio(
    _ outcome: borrowing Samples,
    roots: borrowing Samples,
    _ level: RunningLevel,
    into gains: inout Samples
) {
    precondition(outcome.count == gains.count && roots.count == gains.count)
    unsafe cm_cubed_ratio(
        outcome.pointer,
        roots.pointer,
        gains.pointer,
        gains.count,
        level.mean,
        level.deviation
    )
}

/// The cube roots of the cleaned magnitudes.
func cleanedRoots(gains: borrowing Samples, roots: borrowing Samples, into cleaned: inout Samples) {
    precondition(gains.count == roots.count && cleaned.count == roots.count)
    unsafe cm_cleaned_roots(gains.pointer, roots.pointer, cleaned.pointer, gains.count)
}
