/// The colours and what they mean.
struct ColourBar {
    let scale: ColourScale
    let unit: Double

    /// Draws the bar, its marks and its name.
    func draw(in place: Rectangle, figure: Layout, on canvas: borrowing Canvas) {
        let (lowest, highest) = (scale.range.lowerBound, scale.range.upperBound)
        let image = PixelImage(width: place.width, height: place.height) { _, row in
            let share = (Float(row) + 0.5) / Float(place.height)
            return scale.colour(of: highest - share * (highest - lowest))
        }
        canvas.draw(image, x: place.x, y: place.y)
        canvas.outline(place, colour: .ink)
        let marks = Ticks.round(
            over: Double(lowest)...Double(highest),
            atMost: 1 + Int(Double(place.height) / (44 * unit))
        )
        let text = Lettering(size: 12.5 * unit)
        for tick in marks {
            let share = (tick.value - Double(lowest)) / Double(highest - lowest)
            let y = Double(place.bottom) - share * Double(place.height)
            let line = y.rounded(.down) + 0.5
            let end = Double(place.right) + 5 * unit
            canvas.line(
                from: (Double(place.right), line),
                to: (end, line),
                width: max(1, unit.rounded()),
                colour: .ink
            )
            canvas.text(tick.label, x: end + 3 * unit, y: y + 0.36 * text.size, text)
        }
        var name = text
        (name.anchor, name.isUpright) = (.middle, true)
        let shown = canvas.width(of: scale.title, name) <= Double(place.height) ? scale.title : "dB"
        canvas.text(
            shown,
            x: Double(figure.width) - 6 * unit,
            y: Double(place.y) + Double(place.height) / 2,
            name
        )
    }
}
