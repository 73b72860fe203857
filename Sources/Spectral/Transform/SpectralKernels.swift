internal import CKernels
public import RealTime

// The safe faces of the kernels that move between samples and spectra: each checks its ranges once.

/// Sets `output` to `source[start...] * factors`.
func multiply(
    _ source: borrowing Samples,
    at start: Int,
    by factors: borrowing Samples,
    into output: inout Samples
) {
    precondition(start >= 0 && start + factors.count <= source.count && output.count == factors.count)
    unsafe cm_multiply(source.pointer + start, factors.pointer, output.pointer, factors.count)
}

/// Adds `source[start...] * factors` to `target[offset...]`.
func accumulate(
    _ source: borrowing Samples,
    at start: Int,
    times factors: borrowing Samples,
    onto target: inout Samples,
    at offset: Int
) {
    precondition(start >= 0 && start + factors.count <= source.count)
    precondition(offset >= 0 && offset + factors.count <= target.count)
    unsafe cm_multiply_add(source.pointer + start, factors.pointer, target.pointer + offset, factors.count)
}

extension FixedBuffer<ComplexBin> {
    /// Sets `power` to the squared magnitude of every bin.
    ///
    /// - Real time: yes, O(count).
    public func power(into power: inout Samples) {
        precondition(power.count == count)
        unsafe cm_power(UnsafeRawPointer(pointer).assumingMemoryBound(to: Float.self), power.pointer, count)
    }

    /// Adds the squared magnitude of every bin to `power`.
    ///
    /// - Real time: yes, O(count).
    public func addPower(to power: inout Samples) {
        precondition(power.count == count)
        unsafe cm_power_add(
            UnsafeRawPointer(pointer).assumingMemoryBound(to: Float.self),
            power.pointer,
            count
        )
    }

    /// Multiplies every bin by its gain, or by `floor` where the gain is lower.
    ///
    /// - Real time: yes, O(count).
    public mutating func apply(gains: borrowing Samples, floor: Float) {
        precondition(gains.count == count)
        unsafe cm_apply_gains(
            gains.pointer,
            floor,
            UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: Float.self),
            count
        )
    }
}
