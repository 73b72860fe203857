internal import CKernels
internal import RealTime
internal import Spectral

// The safe faces of the kernels on complex masks and spectra.

extension FixedBuffer<ComplexBin> {
    /// Copies the first `count` bins, real part first.
    func copyBins(_ count: Int, into parts: inout Samples) {
        precondition(count <= self.count && 2 * count <= parts.count)
        for bin in 0..<count {
            parts[2 * bin] = self[bin].real
            parts[2 * bin + 1] = self[bin].imaginary
        }
    }

    /// Takes the first `count` bins from their parts.
    mutating func setBins(_ count: Int, from parts: borrowing Samples) {
        precondition(count <= self.count && 2 * count <= parts.count)
        for bin in 0..<count {
            self[bin] = ComplexBin(real: parts[2 * bin], imaginary: parts[2 * bin + 1])
        }
    }

    /// Sets the bins from `start` on to real gains.
    mutating func setReal(from start: Int, _ gains: borrowing Samples) {
        precondition(start >= 0 && start <= count && gains.count == count)
        for bin in start..<count { self[bin] = ComplexBin(real: gains[bin], imaginary: 0) }
    }

    /// Multiplies every bin by its complex gain, mixed with `floor` parts of the bin as it was.
    mutating func apply(mask: borrowing Spectrum, floor: Float) {
        precondition(mask.count == count)
        unsafe cm_apply_complex_gains(mask.parts, floor, parts, count)
    }

    /// Adds the bins of `other`.
    mutating func add(_ other: borrowing Spectrum) {
        precondition(other.count == count)
        unsafe cm_add_spectrum(other.parts, parts, count)
    }

    /// Gives every bin the power `power` and keeps its phase, or takes that of `spare` where the bin is nothing.
    mutating func setPower(_ power: borrowing Samples, phaseElse spare: borrowing Spectrum) {
        precondition(power.count == count && spare.count == count)
        unsafe cm_join_phase(power.pointer, spare.parts, parts, count)
    }

    @unsafe private var parts: UnsafeMutablePointer<Float> {
        unsafe UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: Float.self)
    }
}

/// Smooths the first `count` complex gains and their magnitudes along time; see `GainSmoothing`.
func smoothGains(
    power: borrowing Samples,
    heard: inout Samples,
    passed: inout Samples,
    gains: inout Samples,
    strengths: inout Samples,
    count: Int,
    memory: Float,
    share: Float
) {
    precondition(count <= min(power.count, heard.count, passed.count, strengths.count, gains.count / 2))
    unsafe cm_smooth_gains(
        power.pointer,
        heard.pointer,
        passed.pointer,
        gains.pointer,
        strengths.pointer,
        count,
        memory,
        share
    )
}
