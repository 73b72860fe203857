internal import CKernels
internal import RealTime

/// What a layer makes of its sums.
public enum Activation: Sendable, Equatable {
    /// x
    case none
    /// max(x, 0)
    case relu
    /// x, or x times the slope below zero.
    case leakyReLU(slope: Float)
    /// x, or x times its channel's slope below zero.
    case parametricReLU(slopes: [Float])
    /// x / (1 + e⁻ˣ)
    case silu
    /// 1 / (1 + e⁻ˣ)
    case sigmoid
    /// tanh x
    case tanh
}

/// An activation as the kernels take it.
struct PackedActivation: ~Copyable, Sendable {
    let kind: cm_activation
    let slope: Float
    /// Whole panels of slopes; empty where the channels have none.
    let slopes: Samples

    /// Packs `activation` for `copies` neighbouring groups of `channels` columns in `columns` columns.
    init(_ activation: Activation, channels: Int, copies: Int, columns: Int) {
        var packed: [Float] = []
        var slope: Float = 0
        switch activation {
        case .none: kind = cm_activation_none
        case .relu: kind = cm_activation_relu
        case .leakyReLU(let given):
            kind = cm_activation_leaky_relu
            slope = given
        case .parametricReLU(let given):
            precondition(given.count == channels, "a slope a channel")
            kind = cm_activation_prelu
            packed = [Float](repeating: 0, count: columns)
            for column in 0..<copies * channels { packed[column] = given[column % channels] }
        case .silu: kind = cm_activation_silu
        case .sigmoid: kind = cm_activation_sigmoid
        case .tanh: kind = cm_activation_tanh
        }
        self.slope = slope
        slopes = Samples(packed)
    }
}
