internal import RealTime

/// One block of a `RecurrentMaskNetwork`: what is added to the activations along time, then along frequency.
///
/// ```
/// x ─┬─ gated units ─ dense ─ + ─┬─ dense ─ mixing, SiLU ─ dense ─ + ─▶
///    └────────────────────────┘  └──────────────────────────────┘
/// ```
struct RecurrentMaskBlock: ~Copyable, Sendable {
    /// A place between the layers.
    enum Part { case recurrent, time, frequency }

    private var recurrent: GatedRecurrence
    private let recurrentOut, mixIn, mixOut: Dense
    private let mix: FrequencyMixing
    private var entering, mixed: Plane

    init(_ weights: RecurrentMaskWeights.Block, frequencies: Int) {
        let channels = weights.mixIn.inputs
        recurrent = GatedRecurrence(weights.recurrent, frequencies: frequencies)
        recurrentOut = Dense(weights.recurrentOut)
        mixIn = Dense(weights.mixIn)
        mix = FrequencyMixing(matrix: weights.mix, channels: channels, activation: .silu)
        mixOut = Dense(weights.mixOut)
        entering = Plane(frequencies: frequencies, channels: channels)
        mixed = Plane(frequencies: frequencies, channels: channels)
    }

    mutating func process(_ x: inout Plane, part: (Part, borrowing Plane) -> Void) {
        recurrent.process(x)
        part(.recurrent, recurrent.state)
        recurrentOut.process(recurrent.state, into: &x, accumulating: true)
        part(.time, x)
        mixIn.process(x, into: &entering)
        mix.process(entering, into: &mixed)
        mixOut.process(mixed, into: &x, accumulating: true)
        part(.frequency, x)
    }

    mutating func beginQuiet() { recurrent.beginQuiet() }

    mutating func reset() { recurrent.reset() }
}
