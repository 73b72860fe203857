internal import CKernels
internal import RealTime

// The safe faces of the kernels between spectra and networks.

extension Plane {
    /// Takes the cube roots of a spectrum's magnitudes, phases kept; real and imaginary part are the two channels.
    mutating func compress(_ spectrum: borrowing Samples) {
        precondition(channels == 2 && stride == 2 && spectrum.count == 2 * frequencies)
        unsafe cm_compress(spectrum.pointer, storage.pointer + origin, frequencies)
    }

    /// The bounded mask of these outputs.
    func bound(by bound: Float, into mask: inout Samples) {
        precondition(channels == 2 && stride == 2 && mask.count == 2 * frequencies)
        unsafe cm_bound_mask(storage.pointer + origin, mask.pointer, frequencies, bound)
    }
}

/// The gains that a mask of cube roots stands for, and their magnitudes.
func maskGains(_ mask: borrowing Samples, into gains: inout Samples, strengths: inout Samples) {
    precondition(gains.count == mask.count && mask.count == 2 * strengths.count)
    unsafe cm_mask_gains(mask.pointer, gains.pointer, strengths.pointer, strengths.count)
}
