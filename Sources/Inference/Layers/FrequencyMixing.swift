internal import RealTime

/// A dense layer over the frequencies of every channel, the same for all: each row out is a sum of rows in.
///
/// - Real time: every member but `init`.
public struct FrequencyMixing: ~Copyable, Sendable {
    private let matrix: Samples
    private let bias: Samples
    private let activation: PackedActivation

    /// Takes a matrix of `[rows out, rows in]`.
    ///
    /// - Parameters:
    ///   - matrix: the matrix, a row after the other.
    ///   - channels: the channels of the planes; not 1, 2, 4 or 8.
    ///   - bias: a value a channel; zero without.
    ///   - activation: what is made of the sums.
    /// - Real time: no.
    public init(matrix: [Float], channels: Int, bias: [Float]? = nil, activation: Activation = .none) {
        precondition(bias == nil || bias?.count == channels)
        self.matrix = Samples(matrix)
        let columns = Plane.stride(of: channels)
        let given = bias ?? []
        self.bias = Samples((0..<columns).map { $0 < given.count ? given[$0] : 0 })
        self.activation = PackedActivation(activation, channels: channels, copies: 1, columns: columns)
    }

    /// Computes `output` from `input`, adding to what it holds if asked to.
    ///
    /// - Precondition: rows of whole panels, so not 1, 2, 4 or 8 channels.
    /// - Real time: yes.
    public func process(
        _ input: borrowing Plane,
        into output: inout Plane,
        accumulating isAccumulating: Bool = false
    ) {
        mix(rowsOf: input, by: matrix, bias: bias, activation, into: &output, isAccumulating: isAccumulating)
    }
}
