internal import CKernels
internal import RealTime

// What the presence model computes per bin; each function checks its counts once.

/// The state that the narrow features carry from frame to frame, and what they give.
struct NarrowFeatures: ~Copyable, Sendable {
    var speechPower: Samples
    var smoothed: Samples
    var logGain: Samples

    init(bins: Int) {
        speechPower = Samples(repeating: 0, count: bins)
        smoothed = Samples(repeating: 0, count: bins)
        logGain = Samples(repeating: 0, count: bins)
    }

    /// Updates the state and sets `logit` to the narrow features' contributions.
    mutating func update(
        power: borrowing Samples,
        near: borrowing Samples,
        noisePower: borrowing Samples,
        minimum: borrowing Samples,
        speechWeight: Float,
        smoothedWeight: Float,
        logit: inout Samples
    ) {
        let bins = power.count
        precondition(near.count == bins && noisePower.count == bins && minimum.count == bins)
        precondition(speechPower.count == bins && logit.count == bins)
        unsafe cm_presence_narrow(
            power.pointer,
            near.pointer,
            noisePower.pointer,
            minimum.pointer,
            speechPower.pointer,
            smoothed.pointer,
            logGain.pointer,
            logit.pointer,
            bins,
            speechWeight,
            smoothedWeight
        )
    }

    mutating func reset() {
        speechPower.fill(with: 0)
        smoothed.fill(with: 0)
    }
}

/// Adds the contributions of frequency, frame and voicing to `logit`.
func addVoicing(
    _ voicing: borrowing Voicing,
    shared: Float,
    constant: borrowing Samples,
    logit: inout Samples
) {
    precondition(constant.count == logit.count && voicing.period < voicing.cosine.count)
    unsafe cm_presence_voicing(
        constant.pointer,
        voicing.cosine.pointer,
        voicing.cosine.count,
        voicing.period,
        voicing.strength,
        shared,
        logit.pointer,
        logit.count
    )
}

/// Sets the gains from the presence, the log-MMSE gain and the frame's presence.
func presenceGain(
    logit: borrowing Samples,
    logGain: borrowing Samples,
    shape: borrowing Samples,
    settings: PresenceSettings,
    logFrame: Float,
    floor: Float,
    gains: inout Samples
) {
    precondition(logit.count == gains.count && logGain.count == gains.count && shape.count == gains.count)
    unsafe cm_presence_gain(
        logit.pointer,
        logGain.pointer,
        shape.pointer,
        gains.pointer,
        gains.count,
        settings.presenceWeight,
        settings.gainWeight,
        logFrame,
        floor
    )
}
