internal import CKernels
internal import Glibc
public import RealTime

/// Changes the rate of a stream by a ratio that may move while it runs, with a delay of 16 frames.
///
/// A windowed sinc, tabulated at 512 fractions of a frame and interpolated between them. At a ratio near one it is a
/// fractional delay that passes everything; towards a lower rate it cuts off below the new half rate.
///
/// - Source: Smith, Digital Audio Resampling, 2002.
public struct VariableResampler: ~Copyable {
    /// Samples per frame.
    public let channels: Int
    /// Frames taken for each frame given when nothing is corrected.
    public let nominalStep: Double
    /// The delay, in frames of the input.
    public static let delayFrames = taps / 2

    private static let taps = 32
    private static let phases = 512
    private static let kaiserShape = 8.0
    private let table: Samples
    private var history: Samples
    private var frame: Samples
    private let largestInput: Int
    private var held: Int
    // Where the next output lies, in frames after the first one held.
    private var position = Double(Self.taps / 2 - 1)

    /// Makes a resampler for blocks of at most `largestInput` frames.
    ///
    /// - Real time: no.
    public init(from inputRate: Int, to outputRate: Int, channels: Int, largestInput: Int) {
        precondition(inputRate > 0 && outputRate > 0 && channels > 0 && largestInput > 0)
        self.channels = channels
        self.largestInput = largestInput
        nominalStep = Double(inputRate) / Double(outputRate)
        table = Self.table(cutoff: inputRate == outputRate ? 1 : 0.95 * min(1, 1 / nominalStep))
        history = Samples(repeating: 0, count: (Self.taps + 2 + largestInput) * channels)
        frame = Samples(repeating: 0, count: channels)
        held = Self.taps - 1
    }

    /// The most frames that `process` gives for a block.
    public func largestOutput() -> Int { Int(Double(largestInput + 2) / (nominalStep * 0.99)) + 2 }

    /// Takes `frames` frames of `input`, writes what is due to the start of `output`, and returns how many frames.
    ///
    /// The input is taken faster than nominal by the share `correction`, within ±0.01.
    ///
    /// - Shapes: interleaved; `output` has room for `largestOutput()` frames.
    /// - Real time: yes.
    public mutating func process(
        _ input: borrowing Samples,
        frames: Int,
        correction: Double,
        into output: inout Samples
    ) -> Int {
        precondition(frames <= largestInput && abs(correction) <= 0.01)
        history.copy(from: input, at: 0, count: frames * channels, to: held * channels)
        held += frames
        let step = nominalStep * (1 + correction)
        var given = 0
        while true {
            let first = Int(position) - (Self.taps / 2 - 1)
            guard first + Self.taps <= held else { break }
            unsafe cm_interpolate(
                history.pointer,
                channels,
                first,
                table.pointer,
                Self.taps,
                Self.phases,
                position - position.rounded(.down),
                output.pointer + given * channels
            )
            given += 1
            position += step
        }
        let used = min(Int(position) - (Self.taps / 2 - 1), held)
        history.move(from: used * channels, count: (held - used) * channels, to: 0)
        held -= used
        position -= Double(used)
        return given
    }

    /// One row of coefficients for each fraction, and one more so that every row has a next.
    private static func table(cutoff: Double) -> Samples {
        var table = Samples(repeating: 0, count: (phases + 1) * taps)
        for phase in 0...phases {
            let fraction = Double(phase) / Double(phases)
            var row = (0..<taps).map { tap -> Double in
                let distance = Double(tap - (taps / 2 - 1)) - fraction
                return cutoff * sinc(cutoff * distance) * kaiser(distance / Double(taps / 2))
            }
            // Every row passes a constant unchanged, so that a moving ratio cannot modulate the level.
            let sum = row.reduce(0, +)
            row = row.map { $0 / sum }
            for tap in 0..<taps { table[phase * taps + tap] = Float(row[tap]) }
        }
        return table
    }

    private static func sinc(_ x: Double) -> Double { x == 0 ? 1 : sin(.pi * x) / (.pi * x) }

    private static func kaiser(_ x: Double) -> Double {
        guard abs(x) < 1 else { return 0 }
        return bessel(kaiserShape * (1 - x * x).squareRoot()) / bessel(kaiserShape)
    }

    /// The modified Bessel function of the first kind and order zero, by its series.
    private static func bessel(_ x: Double) -> Double {
        var term = 1.0
        var sum = 1.0
        for index in 1...40 {
            term *= (x / 2 / Double(index)) * (x / 2 / Double(index))
            sum += term
        }
        return sum
    }
}
