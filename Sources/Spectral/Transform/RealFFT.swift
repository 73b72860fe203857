internal import CFFTW
public import RealTime
internal import Synchronization

/// FFTW's planner keeps global state.
private let planner = Mutex(())

/// A Fourier transform of real frames of one length, and its inverse.
///
/// - Real time: every member but `init` and `deinit`.
@safe
public struct RealFFT: ~Copyable {
    /// The number of samples of a frame.
    public let length: Int
    private let forwardPlan: fftwf_plan
    private let inversePlan: fftwf_plan

    /// Plans transforms of `length` samples.
    ///
    /// - Precondition: `length > 0`.
    /// - Real time: no.
    public init(length: Int) {
        precondition(length > 0, "a transform needs at least one sample")
        self.length = length
        let frame = Samples(repeating: 0, count: length)
        let spectrum = Spectrum(repeating: .zero, count: length / 2 + 1)
        // Estimated, not measured, plans: measuring takes seconds for odd lengths, gains under a tenth, and makes two
        // runs differ in rounding.
        let plans = unsafe planner.withLock { _ in
            let bins = unsafe UnsafeMutableRawPointer(spectrum.pointer).assumingMemoryBound(
                to: fftwf_complex.self
            )
            return unsafe (
                fftwf_plan_dft_r2c_1d(Int32(length), frame.pointer, bins, FFTW_ESTIMATE),
                fftwf_plan_dft_c2r_1d(Int32(length), bins, frame.pointer, FFTW_ESTIMATE)
            )
        }
        guard let forward = unsafe plans.0, let inverse = unsafe plans.1 else {
            preconditionFailure("FFTW has no plan for \(length) samples")
        }
        unsafe forwardPlan = forward
        unsafe inversePlan = inverse
    }

    deinit {
        planner.withLock { _ in
            unsafe fftwf_destroy_plan(forwardPlan)
            unsafe fftwf_destroy_plan(inversePlan)
        }
    }

    /// Transforms `frame` into `spectrum`, unscaled.
    ///
    /// - Shapes: `length` samples, `length / 2 + 1` bins.
    /// - Real time: yes, O(length log length).
    public func forward(_ frame: inout Samples, into spectrum: inout Spectrum) {
        precondition(frame.count == length && spectrum.count == length / 2 + 1)
        unsafe fftwf_execute_dft_r2c(forwardPlan, frame.pointer, Self.bins(of: spectrum))
    }

    /// Transforms `spectrum` into `frame`, `length` times larger than it was; the spectrum is used up.
    ///
    /// - Shapes: `length / 2 + 1` bins, `length` samples.
    /// - Real time: yes, O(length log length).
    public func inverse(_ spectrum: inout Spectrum, into frame: inout Samples) {
        precondition(frame.count == length && spectrum.count == length / 2 + 1)
        unsafe fftwf_execute_dft_c2r(inversePlan, Self.bins(of: spectrum), frame.pointer)
    }

    private static func bins(of spectrum: borrowing Spectrum) -> UnsafeMutablePointer<fftwf_complex> {
        unsafe UnsafeMutableRawPointer(spectrum.pointer).assumingMemoryBound(to: fftwf_complex.self)
    }
}

// FFTW plans are immutable; executing one from whichever thread owns it is safe.
extension RealFFT: @unchecked Sendable {}
