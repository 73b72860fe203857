import Engine
import Glibc
import RealTime

/// The meters of a live run, drawn over themselves ten times a second; nil where nobody looks.
struct LiveScreen {
    private static let rows = 4
    private static let barWidth = 40
    private var isDrawn = false

    /// A screen where standard error is a terminal.
    init?() {
        guard StandardError.isTerminal else { return nil }
    }

    /// Draws how things stand.
    mutating func draw(_ engine: LiveEngine, _ cleaning: LiveCleaning) {
        let statistics = engine.statistics
        let before = Self.level(cleaning.inputPower)
        let after = Self.level(cleaning.outputPower)
        let own = engine.budget.algorithmMilliseconds + engine.budget.resamplerMilliseconds
        let latency = 1000 * statistics.latency.value + own
        let xruns = statistics.capture.overruns.value + statistics.playback.overruns.value
        let rows = [
            "in   \(Self.bar(before)) \(Self.text(before)) dB",
            "out  \(Self.bar(after)) \(Self.text(after)) dB   \(Self.text(min(0, after - before))) dB",
            "\(cleaning.name), \(cleaning.controlText)   latency \(latency.decimals(1)) ms   xruns \(xruns)   "
                + "starved \(statistics.starvations.value)   late \(statistics.deadlineMisses.value)   "
                + "\(statistics.driftPartsPerMillion.value.decimals(0)) ppm",
            "keys: b bypass, + - strength, p next preset, q quit",
        ]
        let lift = isDrawn ? "\u{1B}[\(Self.rows)A" : ""
        StandardError.put(lift + rows.map { "\r\u{1B}[2K\($0)\n" }.joined())
        isDrawn = true
    }

    /// Removes the meters, so that lines can be written.
    mutating func clear() {
        guard isDrawn else { return }
        StandardError.put("\u{1B}[\(Self.rows)A\u{1B}[J")
        isDrawn = false
    }

    private static func level(_ power: Float) -> Double {
        power > 0 ? max(-90, 10 * log10(Double(power))) : -90
    }

    private static func text(_ decibels: Double) -> String {
        let number = decibels.decimals(1)
        return String(repeating: " ", count: max(0, 6 - number.count)) + number
    }

    /// A bar from −60 to 0 dB.
    private static func bar(_ decibels: Double) -> String {
        let filled = Int((min(max((decibels + 60) / 60, 0), 1) * Double(barWidth)).rounded())
        return "[" + String(repeating: "#", count: filled) + String(repeating: " ", count: barWidth - filled)
            + "]"
    }
}
