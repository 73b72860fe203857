/// The frames that a network was trained on, in time, so that they fit every rate.
public struct ModelFrames: Sendable, Equatable {
    /// The window, as the file calls it: `sqrt-hann`, `hamming`, `asymmetric`.
    public let window: String
    /// Length of the analysis window.
    public let windowMilliseconds: Float
    /// Length of the synthesis window; as long as the analysis window unless the file says so.
    public let synthesisMilliseconds: Float
    /// Step between frames.
    public let hopMilliseconds: Float
    /// How many frames the network hears beyond the one that it cleans; each is a hop of delay.
    public let lookaheadFrames: Int
    /// The distance of the bins.
    public let binHertz: Float
    /// The bins that the network reads, from zero up.
    public let bins: Int

    /// From the arrival of a sample until it leaves cleaned, without the time of computing.
    public var delayMilliseconds: Float { synthesisMilliseconds + Float(lookaheadFrames) * hopMilliseconds }

    /// How many frames a stream has given when the first window is whole.
    var framesInWindow: Int { max(1, Int((windowMilliseconds / hopMilliseconds).rounded(.up))) }

    init(_ card: ModelCard) throws(WeightError) {
        let members = try card.object("geometry")
        func number(_ name: String, in range: ClosedRange<Double>) throws(WeightError) -> Double {
            guard let value = members[name]?.number, range.contains(value) else {
                throw card.wrong(
                    "geometry",
                    mustBe: "an object with `\(name)` from \(range.lowerBound) to \(range.upperBound)"
                )
            }
            return value
        }
        guard let window = members["window"]?.text else {
            throw card.wrong("geometry", mustBe: "an object with a text `window`")
        }
        self.window = window
        windowMilliseconds = Float(try number("window_milliseconds", in: 1...200))
        synthesisMilliseconds =
            members["synthesis_milliseconds"] == nil
            ? windowMilliseconds : Float(try number("synthesis_milliseconds", in: 0.5...200))
        hopMilliseconds = Float(try number("hop_milliseconds", in: 0.25...100))
        if let lookahead = members["lookahead_frames"] {
            guard let frames = lookahead.wholeNumber, 0...16 ~= frames else {
                throw card.wrong("geometry", mustBe: "an object with a whole `lookahead_frames` from 0 to 16")
            }
            lookaheadFrames = frames
        } else {
            lookaheadFrames = 0
        }
        binHertz = Float(try number("bin_hertz", in: 1...1000))
        bins = Int(try number("bins", in: 2...10_000))
    }
}
