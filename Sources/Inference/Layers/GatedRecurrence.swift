internal import RealTime

/// The weights of gated recurrent units as PyTorch keeps them: three gates one after the other, reset, update, candidate.
public struct GatedWeights: Sendable {
    /// From the input: three outputs a unit.
    public let input: LayerWeights
    /// From the state: three outputs a unit.
    public let hidden: LayerWeights
    /// The state that a stream begins with, frequency by frequency; none is zero.
    public let initial: [Float]?
    /// The state that a stream goes on from which has begun quiet; none changes nothing.
    public let quiet: [Float]?

    /// Takes all of them.
    ///
    /// - Precondition: the same outputs, three times as many as `hidden` has inputs.
    public init(input: LayerWeights, hidden: LayerWeights, initial: [Float]? = nil, quiet: [Float]? = nil) {
        precondition(input.outputs == hidden.outputs && hidden.outputs == 3 * hidden.inputs)
        self.input = input
        self.hidden = hidden
        self.initial = initial
        self.quiet = quiet
    }

    /// The number of units.
    public var units: Int { hidden.inputs }
}

/// Gated recurrent units along time, the same weights at every frequency, a state for each.
///
/// h ← n + z (h − n) with z = σ(W_z x + U_z h), n = tanh(W_n x + r (U_n h)), r = σ(W_r x + U_r h), biases not shown.
///
/// - Real time: every member but `init`.
/// - Source: Cho et al. 2014, "Learning phrase representations using RNN encoder-decoder", with the reset gate behind
///   the product as in cuDNN and PyTorch.
public struct GatedRecurrence: ~Copyable, Sendable {
    /// The state after the last frame, which is the layer's result.
    public private(set) var state: Plane
    private let initial, quiet: Plane
    private let beginsQuiet: Bool
    private let inputColumns, hiddenColumns: PackedColumns
    private let none: PackedActivation
    private var inputGates, hiddenGates: Samples
    private let inputs: Int
    private let width: Int

    /// Packs the weights, for planes of `frequencies` rows, in the initial state.
    ///
    /// - Precondition: a state has a value for every unit at every frequency.
    /// - Real time: no.
    public init(_ weights: GatedWeights, frequencies: Int) {
        let width = Panel.roundedUp(weights.units)
        self.width = width
        inputs = weights.input.inputs
        precondition(
            Plane.stride(of: weights.units) == width,
            "rows of whole panels: not 1, 2, 4 or 8 units"
        )
        state = Plane(frequencies: frequencies, channels: weights.units)
        func plane(_ values: [Float]?) -> Plane {
            values.map { Plane(frequencies: frequencies, channels: weights.units, values: $0) }
                ?? Plane(frequencies: frequencies, channels: weights.units)
        }
        initial = plane(weights.initial)
        quiet = plane(weights.quiet)
        beginsQuiet = weights.quiet != nil
        inputColumns = Self.packed(weights.input, units: weights.units, width: width)
        hiddenColumns = Self.packed(weights.hidden, units: weights.units, width: width)
        none = PackedActivation(.none, channels: 3 * width, copies: 1, columns: 3 * width)
        inputGates = Samples(repeating: 0, count: frequencies * 3 * width)
        hiddenGates = Samples(repeating: 0, count: frequencies * 3 * width)
        reset()
    }

    /// Takes the next frame.
    ///
    /// - Real time: yes.
    public mutating func process(_ input: borrowing Plane) {
        precondition(input.frequencies == state.frequencies && input.channels == inputs)
        let landing = Landing(start: 0, rowStride: 3 * width, rows: state.frequencies)
        multiply(input.storage, input.rowWalk, by: inputColumns, none, into: &inputGates, landing)
        multiply(state.storage, state.rowWalk, by: hiddenColumns, none, into: &hiddenGates, landing)
        gatedStep(
            input: inputGates,
            hidden: hiddenGates,
            rows: state.frequencies,
            columns: width,
            state: &state
        )
    }

    /// Forgets the past.
    ///
    /// - Real time: yes.
    public mutating func reset() { state.copy(from: initial) }

    /// Goes on as a stream that has begun quiet, if there is a state for it.
    ///
    /// - Real time: yes.
    public mutating func beginQuiet() { if beginsQuiet { state.copy(from: quiet) } }

    /// Every gate begins at a panel.
    private static func packed(_ weights: LayerWeights, units: Int, width: Int) -> PackedColumns {
        func output(_ column: Int) -> Int? {
            column % width < units ? column / width * units + column % width : nil
        }
        return PackedColumns(
            depth: weights.inputs,
            columns: 3 * width,
            bias: (0..<3 * width).map { column in output(column).map { weights.bias[$0] } ?? 0 }
        ) { row, column in output(column).map { weights[$0, row, 0] } ?? 0 }
    }
}
