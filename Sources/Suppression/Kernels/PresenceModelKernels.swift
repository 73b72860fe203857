internal import CKernels
internal import RealTime

// The safe faces of the presence model's kernels: each checks its counts once.

/// Sets `means` to the means over each value and its two neighbours.
func meanOfThree(_ values: borrowing Samples, into means: inout Samples) {
    precondition(values.count == means.count)
    unsafe cm_mean_of_three(values.pointer, means.pointer, means.count)
}

/// Follows the minima of the smoothed power.
func slidingMinimum(
    power: borrowing Samples,
    past: borrowing Samples,
    weight: Float,
    bias: Float,
    smoothed: inout Samples,
    current: inout Samples,
    minimum: inout Samples
) {
    let bins = power.count
    precondition(
        past.count == bins && smoothed.count == bins && current.count == bins && minimum.count == bins
    )
    unsafe cm_sliding_minimum(
        power.pointer,
        past.pointer,
        smoothed.pointer,
        current.pointer,
        minimum.pointer,
        bins,
        weight,
        bias
    )
}

/// Lowers `target` to the values of `source` from `start` on.
func takeMinimum(_ source: borrowing Samples, at start: Int, into target: inout Samples) {
    precondition(start >= 0 && start + target.count <= source.count)
    unsafe cm_take_minimum(source.pointer + start, target.pointer, target.count)
}

/// The sum of the logistic function over the values in `range`.
func logisticSum(_ logit: borrowing Samples, in range: Range<Int>) -> Float {
    precondition(range.lowerBound >= 0 && range.upperBound <= logit.count)
    return unsafe cm_logistic_sum(logit.pointer + range.lowerBound, range.count)
}

/// The contributions of the frame's own features.
func frameLogit(level: Float, longTerm: Float, voicing: Float) -> Float {
    cm_presence_frame(level, longTerm, voicing)
}

/// The contribution of a frequency, in octaves above 1 kHz.
func frequencyLogit(octaves: Float) -> Float {
    cm_presence_frequency(octaves)
}
