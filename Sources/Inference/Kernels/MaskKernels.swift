internal import CKernels
internal import RealTime

// The safe faces of the kernels between spectra and networks.

/// The cube roots of a spectrum's magnitudes, phases kept.
func compress(_ spectrum: borrowing Samples, into roots: inout Samples) {
    precondition(spectrum.count == roots.count && roots.count % 2 == 0)
    unsafe cm_compress(spectrum.pointer, roots.pointer, roots.count / 2)
}

extension Plane {
    /// Takes real and imaginary parts as its last two channels; every row's others move two towards the first, which go.
    mutating func push(_ frame: borrowing Samples) {
        precondition(channels >= 2 && frame.count == 2 * frequencies)
        unsafe cm_push_frame(frame.pointer, storage.pointer + origin, frequencies, channels, stride)
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
