/// The axes of time and frequency, their marks, and the titles.
struct Axes {
    let grid: SpectrogramGrid
    let unit: Double

    private var lettering: Lettering { Lettering(size: 12.5 * unit) }
    private var markLength: Double { 5 * unit }
    private var lineWidth: Double { max(1, unit.rounded()) }

    /// Writes `title`, shortened where it does not fit.
    func drawTitle(_ title: String, above place: Rectangle, on canvas: borrowing Canvas) {
        let lettering = Lettering(size: 13.5 * unit, isBold: true)
        var shown = title
        while canvas.width(of: shown, lettering) > Double(place.width), title.count > 1, shown.count > 2 {
            // The end of a name tells files apart more often than its beginning.
            shown = "…" + shown.drop { $0 == "…" }.dropFirst()
        }
        canvas.text(shown, x: Double(place.x), y: Double(place.y) - 7 * unit, lettering)
    }

    /// Marks kilohertz on the left.
    func drawFrequencies(beside place: Rectangle, on canvas: borrowing Canvas) {
        let highest = grid.highestHertz / 1000
        for tick in Ticks.round(over: 0...highest, atMost: 1 + Int(Double(place.height) / (21 * unit))) {
            let y = Double(place.bottom) - tick.value / highest * Double(place.height)
            let x = Double(place.x)
            mark(from: (x - markLength, y), to: (x, y), canvas)
            var text = lettering
            text.anchor = .end
            canvas.text(tick.label, x: x - markLength - 3 * unit, y: y + 0.36 * text.size, text)
        }
    }

    /// Marks seconds below.
    func drawTimes(below place: Rectangle, isLabelled: Bool, on canvas: borrowing Canvas) {
        let (from, to) = (grid.seconds.lowerBound, grid.seconds.upperBound)
        for tick in times(along: place) {
            let x = Double(place.x) + (tick.value - from) / (to - from) * Double(place.width)
            let y = Double(place.bottom)
            mark(from: (x, y), to: (x, y + markLength), canvas)
            guard isLabelled else { continue }
            var text = lettering
            text.anchor = .middle
            canvas.text(tick.label, x: x, y: y + markLength + 3 * unit + 0.8 * text.size, text)
        }
    }

    private func times(along place: Rectangle) -> [Tick] {
        Ticks.time(over: grid.seconds, atMost: max(2, Int(Double(place.width) / (62 * unit))))
    }

    /// Writes what the axes are.
    func drawNames(around layout: Layout, on canvas: borrowing Canvas) {
        let bar = layout.colourBar
        var text = lettering
        text.anchor = .middle
        let last = layout.panels[layout.panels.count - 1]
        let unitName = times(along: last).contains { $0.label.contains(":") } ? "min:s" : "s"
        canvas.text(
            "Time, \(unitName)",
            x: Double(last.x) + Double(last.width) / 2,
            y: Double(layout.height) - 7 * unit,
            text
        )
        text.isUpright = true
        let middle = Double(bar.y) + Double(bar.height) / 2
        let whole = "Frequency, kHz"
        let name = canvas.width(of: whole, text) <= Double(bar.height) ? whole : "kHz"
        canvas.text(name, x: 16 * unit, y: middle, text)
    }

    private func mark(
        from start: (x: Double, y: Double),
        to end: (x: Double, y: Double),
        _ canvas: borrowing Canvas
    ) {
        // Lines along the middle of pixels are sharp.
        func sharp(_ place: Double) -> Double { place.rounded(.down) + 0.5 }
        let (isUpright, width) = (start.x == end.x, lineWidth)
        canvas.line(
            from: isUpright ? (sharp(start.x), start.y) : (start.x, sharp(start.y)),
            to: isUpright ? (sharp(end.x), end.y) : (end.x, sharp(end.y)),
            width: width,
            colour: .ink
        )
    }
}
