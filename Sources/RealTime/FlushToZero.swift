internal import CKernels

/// The processor's treatment of denormal numbers on the calling thread.
public enum FlushToZero {
    /// Makes the calling thread treat denormals as zero; silence then costs no more than speech.
    ///
    /// - Real time: yes; call once at the start of each thread that computes.
    public static func enable() {
        cm_flush_to_zero_enable()
    }
}
