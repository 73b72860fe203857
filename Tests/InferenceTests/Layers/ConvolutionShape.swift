import Testing

/// One shape of a convolution along frequency.
struct ConvolutionShape: Sendable, CustomTestStringConvertible {
    var frequencies = 129
    var inputs = 8
    var outputs = 18
    var kernel = 9
    var stride = 1
    var dilation = 1
    var groups = 1
    /// Rows of zeros on either side; nil for as many as keep the number of rows where the stride is one.
    var padding: Int?

    var testDescription: String {
        "\(frequencies) rows, \(inputs)→\(outputs), kernel \(kernel), stride \(stride), dilation \(dilation), "
            + "\(groups) group(s), padding \(zeros)"
    }

    /// The padding that is meant.
    var zeros: Int { padding ?? (kernel - 1) * dilation / 2 }
}
