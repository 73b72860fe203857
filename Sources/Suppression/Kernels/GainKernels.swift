internal import CKernels
internal import RealTime

// The safe faces of the gain kernels: each checks its counts once.

/// Sets the a-priori and a-posteriori signal-to-noise ratios from the power, the noise and the last cleaned power.
func decisionDirected(
    power: borrowing Samples,
    noisePower: borrowing Samples,
    speechPower: borrowing Samples,
    weight: Float,
    floor: Float,
    aPrioriSNR: inout Samples,
    aPosterioriSNR: inout Samples
) {
    let bins = power.count
    precondition(noisePower.count == bins && speechPower.count == bins)
    precondition(aPrioriSNR.count == bins && aPosterioriSNR.count == bins)
    unsafe cm_decision_directed(
        power.pointer,
        noisePower.pointer,
        speechPower.pointer,
        aPrioriSNR.pointer,
        aPosterioriSNR.pointer,
        bins,
        weight,
        floor
    )
}

/// Sets the Wiener gains.
func wienerGain(aPrioriSNR: borrowing Samples, into gains: inout Samples) {
    precondition(aPrioriSNR.count == gains.count)
    unsafe cm_wiener_gain(aPrioriSNR.pointer, gains.pointer, gains.count)
}

/// Sets the log-spectral amplitude gains.
func logMMSEGain(
    aPrioriSNR: borrowing Samples,
    aPosterioriSNR: borrowing Samples,
    ceiling: Float,
    into gains: inout Samples
) {
    precondition(aPrioriSNR.count == gains.count && aPosterioriSNR.count == gains.count)
    unsafe cm_log_mmse_gain(aPrioriSNR.pointer, aPosterioriSNR.pointer, gains.pointer, gains.count, ceiling)
}

/// Bounds the gains from below and sets the cleaned power.
func finishGain(_ gains: inout Samples, floor: Float, power: borrowing Samples, speechPower: inout Samples) {
    precondition(power.count == gains.count && speechPower.count == gains.count)
    unsafe cm_finish_gain(gains.pointer, power.pointer, speechPower.pointer, gains.count, floor)
}

/// Updates the gains of spectral subtraction within `bins`.
func subtractionGain(
    power: borrowing Samples,
    noisePower: borrowing Samples,
    bins: Range<Int>,
    overSubtraction: Float,
    exponent: Float,
    floor: Float,
    release: Float,
    gains: inout Samples
) {
    precondition(bins.lowerBound >= 0 && bins.upperBound <= gains.count)
    precondition(power.count == gains.count && noisePower.count == gains.count)
    let start = bins.lowerBound
    unsafe cm_subtraction_gain(
        power.pointer + start,
        noisePower.pointer + start,
        gains.pointer + start,
        bins.count,
        overSubtraction,
        exponent,
        floor,
        release
    )
}

/// Sets, within `bins`, what turns the gains into their weighted geometric mean with those of a second opinion,
/// scaled.
func opinionFactor(
    gains: borrowing Samples,
    second: borrowing Samples,
    bins: Range<Int>,
    share: Float,
    scale: Float,
    into factors: inout Samples
) {
    precondition(bins.lowerBound >= 0 && bins.upperBound <= gains.count)
    precondition(second.count == gains.count && factors.count == gains.count)
    let start = bins.lowerBound
    unsafe cm_opinion_factor(
        gains.pointer + start,
        second.pointer + start,
        factors.pointer + start,
        bins.count,
        share,
        scale
    )
}

/// The power in `range` that gains let pass, in all.
func passedPower(gains: borrowing Samples, power: borrowing Samples, in range: Range<Int>) -> Float {
    precondition(range.lowerBound >= 0 && range.upperBound <= min(gains.count, power.count))
    return unsafe cm_passed_power(
        gains.pointer + range.lowerBound,
        power.pointer + range.lowerBound,
        range.count
    )
}

/// The sum of the values in `range`.
func sum(_ values: borrowing Samples, in range: Range<Int>) -> Float {
    precondition(range.lowerBound >= 0 && range.upperBound <= values.count)
    return unsafe cm_sum(values.pointer + range.lowerBound, range.count)
}
