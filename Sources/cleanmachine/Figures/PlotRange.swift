/// The part of time that a figure shows.
struct PlotRange {
    let seconds: ClosedRange<Double>

    // Nothing is to be seen in less, and axes need a length.
    static let shortest = 0.001

    /// From `from` to `to`, or to the end of the longest of `inputs`; of the shortest where `isCommon`.
    ///
    /// - Throws: `Failure` where a file has no sound in it, or none has as much.
    init(from: Double, to: Double?, inputs: [PlotInput], isCommon: Bool) throws {
        for input in inputs where from >= input.seconds {
            throw Failure.usage("--from \(from.brief): \(input.path) ends at \(input.seconds.decimals(3)) s")
        }
        let ordered = inputs.sorted { $0.seconds < $1.seconds }
        guard let last = isCommon ? ordered.first : ordered.last else {
            throw Failure.usage("name at least one file to plot")
        }
        // A length read off a display is rounded.
        if let to, to > last.seconds + 0.0005 {
            throw Failure.usage(
                "--to \(to.brief): \(last.path), the \(isCommon ? "shortest" : "longest") file, ends at "
                    + "\(last.seconds.decimals(3)) s"
            )
        }
        seconds = from...max(to ?? last.seconds, from + Self.shortest)
    }
}
