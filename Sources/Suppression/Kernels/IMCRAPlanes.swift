internal import CKernels
internal import RealTime

/// What IMCRA remembers of every bin, and the kernels that work on it.
struct IMCRAPlanes: ~Copyable, Sendable {
    private(set) var presence: Samples
    private var smoothed: Samples
    private var lowest: Samples
    private var current: Samples
    private var speechless: Samples
    private var speechlessLowest: Samples
    private var speechlessCurrent: Samples
    private var average: Samples
    private var prior: Samples
    // One place more at each end, for the neighbours of the first and the last bin.
    private var paddedPower: Samples
    private var paddedMask: Samples
    private var slots: Samples
    private var speechlessSlots: Samples
    private let bins: Int
    private let slotCount: Int

    init(bins: Int, slots slotCount: Int) {
        precondition(bins > 1)
        self.bins = bins
        self.slotCount = slotCount
        presence = Samples(repeating: 0, count: bins)
        smoothed = Samples(repeating: 0, count: bins)
        lowest = Samples(repeating: 0, count: bins)
        current = Samples(repeating: 0, count: bins)
        speechless = Samples(repeating: 0, count: bins)
        speechlessLowest = Samples(repeating: 0, count: bins)
        speechlessCurrent = Samples(repeating: 0, count: bins)
        average = Samples(repeating: 0, count: bins)
        prior = Samples(repeating: 0, count: bins)
        paddedPower = Samples(repeating: 0, count: bins + 2)
        paddedMask = Samples(repeating: 0, count: bins + 2)
        slots = Samples(repeating: 0, count: bins * slotCount)
        speechlessSlots = Samples(repeating: 0, count: bins * slotCount)
    }

    /// Makes `noise` the whole past; `minimumBias` and `noiseBias` as in the factors.
    mutating func start(from noise: borrowing Samples, factors: cm_imcra_factors) {
        presence.fill(with: 0)
        prior.fill(with: 1)
        for bin in noise.indices {
            let least = noise[bin] / factors.minimum_bias
            average[bin] = noise[bin] / factors.noise_bias
            smoothed[bin] = noise[bin]
            lowest[bin] = least
            current[bin] = noise[bin]
            speechless[bin] = noise[bin]
            speechlessLowest[bin] = least
            speechlessCurrent[bin] = .greatestFiniteMagnitude
            for slot in 0..<slotCount {
                slots[slot * bins + bin] = least
                speechlessSlots[slot * bins + bin] = least
            }
        }
    }

    /// One frame.
    mutating func update(power: borrowing Samples, noise: inout Samples, factors: cm_imcra_factors) {
        precondition(power.count == bins && noise.count == bins)
        unsafe cm_imcra_update(state, power.pointer, noise.pointer, factors)
    }

    /// Ends a sub-window.
    mutating func renew(slot: Int) {
        precondition(slot >= 0 && slot < slotCount)
        unsafe cm_imcra_renew(state, slot)
    }

    private var state: cm_imcra_state {
        unsafe cm_imcra_state(
            smoothed: smoothed.pointer,
            lowest: lowest.pointer,
            current: current.pointer,
            speechless: speechless.pointer,
            speechless_lowest: speechlessLowest.pointer,
            speechless_current: speechlessCurrent.pointer,
            average: average.pointer,
            prior: prior.pointer,
            presence: presence.pointer,
            padded_power: paddedPower.pointer,
            padded_mask: paddedMask.pointer,
            slots: slots.pointer,
            speechless_slots: speechlessSlots.pointer,
            bins: bins,
            slot_count: slotCount
        )
    }
}
