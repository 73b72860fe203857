import Engine

extension LatencyBudget {
    /// The table that people read.
    var table: String {
        var lines = stages.map { stage in row(stage.name, stage.milliseconds) }
        lines.append(row("in all", totalMilliseconds))
        return lines.joined(separator: "\n")
    }

    private func row(_ name: String, _ milliseconds: Double) -> String {
        let number = milliseconds.decimals(2)
        let dots = String(repeating: " ", count: max(1, 18 - name.count) + max(0, 6 - number.count))
        return "  \(name)\(dots)\(number) ms"
    }
}
