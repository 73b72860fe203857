internal import RealTime

/// The activations of one frame: a row a frequency, a column a channel, with rows of zeros on both sides.
///
/// The zeros are what convolutions read beyond the edges, so that no edge is a special case.
///
/// - Real time: every member but `init`.
public struct Plane: ~Copyable, Sendable {
    /// The number of rows.
    public let frequencies: Int
    /// The number of columns in use.
    public let channels: Int
    /// The rows of zeros before the first row and after the last.
    public let margin: Int
    /// The values from one row to the next: a whole number of panels, or less than one panel without a gap.
    public let stride: Int
    var storage: Samples

    /// Narrow results are computed several at once, and the last of them may lie behind the last row, and read there.
    static let overhang = 2 * Panel.columns

    /// Allocates a plane of zeros.
    ///
    /// - Precondition: at least one row and one column.
    /// - Real time: no.
    public init(frequencies: Int, channels: Int, margin: Int = 0) {
        precondition(frequencies > 0 && channels > 0 && margin >= 0, "a plane has rows and columns")
        self.frequencies = frequencies
        self.channels = channels
        self.margin = margin
        stride = Self.stride(of: channels)
        storage = Samples(
            repeating: 0,
            count: (frequencies + 2 * margin + Self.overhang) * stride + 2 * Panel.columns
        )
    }

    /// Allocates a plane without margins of `values`, row by row.
    ///
    /// - Precondition: a value for every channel at every frequency.
    /// - Real time: no.
    public init(frequencies: Int, channels: Int, values: [Float]) {
        precondition(values.count == frequencies * channels, "a plane has a value at every place")
        self.init(frequencies: frequencies, channels: channels)
        for index in values.indices { self[index / channels, index % channels] = values[index] }
    }

    /// The value of one channel at one frequency.
    public subscript(frequency: Int, channel: Int) -> Float {
        get { storage[origin + frequency * stride + channel] }
        set { storage[origin + frequency * stride + channel] = newValue }
    }

    /// Sets every value to zero.
    public mutating func clear() { storage.fill(with: 0) }

    /// Takes the values of a plane of the same shape.
    public mutating func copy(from source: borrowing Plane) {
        precondition(source.frequencies == frequencies && source.stride == stride)
        storage.copy(from: source.storage, at: source.origin, count: frequencies * stride, to: origin)
    }

    /// Where the first row begins.
    var origin: Int { margin * stride }

    /// Zeroes the `count` rows behind the last one.
    mutating func clearOverhang(_ count: Int) {
        let end = origin + frequencies * stride
        storage.fill(with: 0, in: end..<end + count * stride)
    }

    static func stride(of channels: Int) -> Int {
        Panel.columns % channels == 0 ? channels : Panel.roundedUp(channels)
    }
}

/// The unit of columns in which the kernels compute.
enum Panel {
    static let columns = 16

    /// The least whole number of panels, in columns, that holds `count`.
    static func roundedUp(_ count: Int) -> Int { (count + columns - 1) / columns * columns }
}
