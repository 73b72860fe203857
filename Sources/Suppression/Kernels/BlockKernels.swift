internal import CKernels
internal import RealTime

/// What a block of samples holds.
struct BlockFacts {
    /// Samples at full scale or beyond.
    let clipped: Int
    /// Samples that are no numbers, infinite, or far beyond any level.
    let bad: Int
}

/// The largest 16-bit sample, so that clipping is seen in every format.
private let fullScale: Float = 32767.0 / 32768.0

/// +120 dB over full scale: beyond it squares come near the largest `Float`.
private let sanityLimit: Float = 1e6

/// Copies `input` with every bad sample as zero, and says what was there.
func sanitize(_ input: borrowing Samples, into output: inout Samples) -> BlockFacts {
    precondition(input.count == output.count)
    let facts = unsafe cm_sanitize(input.pointer, output.pointer, input.count, fullScale, sanityLimit)
    return BlockFacts(clipped: Int(facts.clipped), bad: Int(facts.insane))
}

/// The sum of the squares; no number if any sample is none.
func energy(_ samples: borrowing Samples) -> Float {
    unsafe cm_energy(samples.pointer, samples.count)
}

/// Multiplies every value by `factor`.
func scale(_ values: inout Samples, by factor: Float) {
    unsafe cm_scale(values.pointer, factor, values.count)
}

/// Sets `output` to the weighted sum of `dry` and `wet`, the weights moving from their first to their last values.
///
/// - Shapes: `channels` blocks, one after the other, each with the same ramp.
func mixRamp(
    dry: borrowing Samples,
    _ dryWeight: Ramp.Step,
    wet: borrowing Samples,
    _ wetWeight: Ramp.Step,
    into output: inout Samples,
    channels: Int
) {
    precondition(dry.count == output.count && wet.count == output.count && output.count % channels == 0)
    let count = output.count / channels
    for channel in 0..<channels {
        unsafe cm_mix_ramp(
            dry.pointer + channel * count,
            wet.pointer + channel * count,
            output.pointer + channel * count,
            count,
            dryWeight.first,
            dryWeight.last,
            wetWeight.first,
            wetWeight.last
        )
    }
}
