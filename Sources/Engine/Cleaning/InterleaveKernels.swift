internal import CKernels
internal import RealTime

/// Sorts interleaved frames by channel.
func deinterleave(_ interleaved: borrowing Samples, into planar: inout Samples, channels: Int) {
    precondition(interleaved.count == planar.count && channels > 0 && planar.count % channels == 0)
    unsafe cm_deinterleave(interleaved.pointer, planar.pointer, planar.count / channels, channels)
}

/// Makes interleaved frames of channels.
func interleave(_ planar: borrowing Samples, into interleaved: inout Samples, channels: Int) {
    precondition(interleaved.count == planar.count && channels > 0 && planar.count % channels == 0)
    unsafe cm_interleave(planar.pointer, interleaved.pointer, planar.count / channels, channels)
}
