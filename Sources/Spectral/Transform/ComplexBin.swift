public import RealTime

/// One bin of a spectrum.
@frozen
public struct ComplexBin: BitwiseCopyable, Sendable {
    /// The real part.
    public var real: Float
    /// The imaginary part.
    public var imaginary: Float

    /// Zero.
    public static let zero = ComplexBin(real: 0, imaginary: 0)

    /// Makes a bin of its parts.
    @inlinable
    public init(real: Float, imaginary: Float) {
        self.real = real
        self.imaginary = imaginary
    }
}

/// The bins of one frame, from zero to the Nyquist frequency.
public typealias Spectrum = FixedBuffer<ComplexBin>
