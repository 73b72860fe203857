internal import CKernels
internal import RealTime

/// What minimum statistics remembers of every bin, and the kernels that work on it.
struct MinimumPlanes: ~Copyable, Sendable {
    private var smoothed: Samples
    private var mean: Samples
    private var meanSquare: Samples
    private var inverseFreedom: Samples
    private var current: Samples
    private var currentShort: Samples
    private var lowest: Samples
    private var turned: Samples
    private var slots: Samples
    private let bins: Int
    private let slotCount: Int

    init(bins: Int, slots slotCount: Int) {
        self.bins = bins
        self.slotCount = slotCount
        smoothed = Samples(repeating: 0, count: bins)
        mean = Samples(repeating: 0, count: bins)
        meanSquare = Samples(repeating: 0, count: bins)
        inverseFreedom = Samples(repeating: 0, count: bins)
        current = Samples(repeating: 0, count: bins)
        currentShort = Samples(repeating: 0, count: bins)
        lowest = Samples(repeating: 0, count: bins)
        turned = Samples(repeating: 0, count: bins)
        slots = Samples(repeating: 0, count: bins * slotCount)
    }

    /// Makes `noise` the whole past.
    mutating func start(from noise: borrowing Samples) {
        smoothed.copy(from: noise)
        mean.copy(from: noise)
        for bin in noise.indices { meanSquare[bin] = noise[bin] * noise[bin] }
        current.fill(with: .greatestFiniteMagnitude)
        currentShort.fill(with: .greatestFiniteMagnitude)
        lowest.copy(from: noise)
        turned.fill(with: 0)
        for slot in 0..<slotCount { slots.copy(from: noise, at: 0, count: bins, to: slot * bins) }
    }

    /// The sums over all bins that set the frame's smoothing.
    func levels(power: borrowing Samples, noise: borrowing Samples) -> cm_minimum_sums {
        precondition(power.count == bins && noise.count == bins)
        return unsafe cm_minimum_levels(power.pointer, smoothed.pointer, noise.pointer, bins)
    }

    /// Smooths `power`; returns the mean inverse of the degrees of freedom.
    mutating func smooth(
        _ power: borrowing Samples,
        noise: borrowing Samples,
        by smoothing: cm_minimum_smoothing
    ) -> Float {
        precondition(power.count == bins && noise.count == bins)
        return unsafe cm_minimum_smooth(state, power.pointer, noise.pointer, smoothing)
    }

    /// Compares with the minima so far; in the first frame of a sub-window `noise` is left alone.
    mutating func search(noise: inout Samples, bias: cm_minimum_bias, isFirst: Bool) {
        precondition(noise.count == bins)
        unsafe cm_minimum_search(state, noise.pointer, bias, isFirst ? 0 : 1)
    }

    /// Ends a sub-window.
    mutating func renew(noise: inout Samples, bias: cm_minimum_bias, slot: Int, slope: Float) {
        precondition(noise.count == bins && slot >= 0 && slot < slotCount)
        unsafe cm_minimum_renew(state, noise.pointer, bias, slot, slope)
    }

    private var state: cm_minimum_state {
        unsafe cm_minimum_state(
            smoothed: smoothed.pointer,
            mean: mean.pointer,
            mean_square: meanSquare.pointer,
            inverse_freedom: inverseFreedom.pointer,
            current: current.pointer,
            current_short: currentShort.pointer,
            lowest: lowest.pointer,
            turned: turned.pointer,
            slots: slots.pointer,
            bins: bins,
            slot_count: slotCount
        )
    }
}
