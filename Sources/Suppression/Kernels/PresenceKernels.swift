internal import CKernels
internal import RealTime

// The safe faces of the presence kernels: each checks its counts once.

/// Moves `average` towards `values`, keeping `weight` of it.
func smooth(_ values: borrowing Samples, weight: Float, into average: inout Samples) {
    precondition(values.count == average.count)
    unsafe cm_smooth(values.pointer, average.pointer, values.count, weight)
}

/// Sets `sums` to the running sums of `values`, one more than there are values.
func runningSums(_ values: borrowing Samples, into sums: inout Samples) {
    precondition(sums.count == values.count + 1)
    unsafe cm_running_sums(values.pointer, sums.pointer, values.count)
}

/// Sets `mean` to the means over `radius` neighbours on either side, from running sums.
func boxMean(sums: borrowing Samples, radius: Int, into mean: inout Samples) {
    precondition(sums.count == mean.count + 1 && radius >= 0)
    unsafe cm_box_mean(sums.pointer, mean.pointer, mean.count, radius)
}

/// Multiplies `presence` by how far `values` lie between `low` and `high`, on a logarithmic scale.
func multiplyLikelihood(_ values: borrowing Samples, low: Float, high: Float, into presence: inout Samples) {
    precondition(values.count == presence.count && low > 0 && high > low)
    unsafe cm_multiply_likelihood(values.pointer, presence.pointer, values.count, low, high)
}

/// Turns log-spectral gains into gains weighted by the probability of speech.
func omLSAGain(
    aPrioriSNR: borrowing Samples,
    aPosterioriSNR: borrowing Samples,
    presence: borrowing Samples,
    mostAbsence: Float,
    floor: Float,
    gains: inout Samples
) {
    precondition(aPrioriSNR.count == gains.count && aPosterioriSNR.count == gains.count)
    precondition(presence.count == gains.count && mostAbsence < 1)
    unsafe cm_om_lsa_gain(
        aPrioriSNR.pointer,
        aPosterioriSNR.pointer,
        presence.pointer,
        gains.pointer,
        gains.count,
        mostAbsence,
        floor
    )
}
