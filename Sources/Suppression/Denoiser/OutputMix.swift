/// Decides, hop by hop, how much of the dry and of the wet sound goes out, and whether the wet sound is needed at all.
struct OutputMix: Sendable {
    /// Where the controls stand.
    struct Targets: Equatable {
        /// Weight of the delayed input.
        let dry: Float
        /// Weight of the cleaned sound.
        let wet: Float
        /// Weight of the delayed input while the cleaned sound cannot be had.
        let withoutWet: Float
        /// The least gain.
        let floor: Float
    }

    /// What one hop does.
    struct Plan {
        let dry: Ramp.Step
        let wet: Ramp.Step
        let floor: Float
        /// Whether anything of the wet sound is heard in this hop or prepared for a later one.
        let needsWet: Bool
    }

    private var dry: Ramp
    private var wet: Ramp
    private var floor: Ramp
    private var isRunning: Bool
    private var hopsToWait = 0
    private let hopsToFill: Int

    /// Makes a mix that stands at `targets`.
    ///
    /// - Parameters:
    ///   - targets: where the controls stand.
    ///   - rampHops: the hops that a change takes.
    ///   - hopsToFill: the hops until the overlap is whole again after it was emptied.
    init(_ targets: Targets, rampHops: Int, hopsToFill: Int) {
        dry = Ramp(targets.dry, blocks: rampHops)
        wet = Ramp(targets.wet, blocks: rampHops)
        floor = Ramp(targets.floor, blocks: rampHops)
        isRunning = targets.wet != 0
        self.hopsToFill = hopsToFill
    }

    /// Plans the next hop; after a fault the dry sound goes out at once, and until the overlap is whole again.
    ///
    /// What is urgent is done within the hop.
    mutating func advance(to targets: Targets, fault: Bool, urgent: Bool = false) -> Plan {
        let urgent = urgent || fault
        if fault { hopsToWait = hopsToFill }
        if !isRunning, targets.wet != 0 {
            isRunning = true
            hopsToWait = hopsToFill
        }
        let isWaiting = hopsToWait > 0
        hopsToWait = max(0, hopsToWait - 1)
        let needsWet = isRunning
        let dryStep = dry.advance(to: isWaiting ? targets.withoutWet : targets.dry, urgently: urgent)
        let wetStep = wet.advance(to: isWaiting ? 0 : targets.wet, urgently: urgent)
        // At rest on dry alone the whole transform can sleep.
        if targets.wet == 0, wetStep.last == 0 { isRunning = false }
        return Plan(
            dry: dryStep,
            wet: wetStep,
            floor: floor.advance(to: targets.floor).last,
            needsWet: needsWet
        )
    }
}
