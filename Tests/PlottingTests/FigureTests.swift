import Plotting
import Testing

@Suite("Figure")
struct FigureTests {
    private static func figure(_ layout: Layout, sampleRate: Int = 16_000) throws -> Figure {
        let grid = SpectrogramGrid(
            seconds: 0...1,
            highestHertz: Double(sampleRate) / 2,
            columns: layout.panels[0].width,
            rows: layout.panels[0].height
        )
        let spectrogram = try Tones.spectrogram(
            Tones.sine(hertz: 1000, sampleRate: sampleRate),
            on: grid,
            sampleRate: sampleRate
        )
        return Figure(
            layout: layout,
            scale: .levels(below: -6, span: 80),
            panels: layout.panels.map { _ in Figure.Panel(title: "tone", spectrogram: spectrogram) }
        )
    }

    @Test("a tone of 1 kHz is drawn where the axis says 1 kHz, in every panel", arguments: [16_000, 48_000])
    func tone(sampleRate: Int) throws {
        let layout = Layout(width: 600, height: 700, panels: 3)
        let picture = try DecodedPNG(Self.figure(layout, sampleRate: sampleRate).drawn(as: .png))
        #expect(picture.width == 600 && picture.height == 700)
        let highest = Double(sampleRate) / 2000
        for panel in layout.panels {
            let middle = panel.x + panel.width / 2
            let rows = panel.y..<panel.y + panel.height
            let brightest = rows.max {
                picture.brightness(x: middle, y: $0) < picture.brightness(x: middle, y: $1)
            }
            let expected = Double(panel.y + panel.height) - 1 / highest * Double(panel.height)
            #expect(abs(Double(try #require(brightest)) + 0.5 - expected) <= 1.5)
        }
    }

    @Test(
        "panels lie inside the figure, one below the other, as large as each other",
        arguments: [1, 2, 4, 9]
    )
    func layout(panels count: Int) {
        let least = Layout.least(panels: count)
        let sizes = [
            least, (Layout.usualWidth, Layout.usualHeight(panels: count)), (3000, 4000), (least.width, 8192),
        ]
        for (width, height) in sizes {
            let layout = Layout(width: width, height: height, panels: count)
            #expect(layout.panels.count == count)
            #expect(Set(layout.panels.map(\.width)).count == 1)
            #expect(Set(layout.panels.map(\.height)).count == 1)
            var bottom = 0
            for panel in layout.panels {
                #expect(panel.y > bottom && panel.x > 0 && panel.width > 50 && panel.height > 30)
                bottom = panel.y + panel.height
            }
            #expect(bottom < height - 20)
            #expect(layout.colourBar.x + layout.colourBar.width < width - 20)
        }
    }

    @Test(
        "every format begins as its files do",
        arguments: [
            (PictureFormat.png, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
            (.svg, Array("<?xml".utf8)),
            (.pdf, Array("%PDF-".utf8)),
        ] as [(PictureFormat, [UInt8])]
    )
    func formats(format: PictureFormat, signature: [UInt8]) throws {
        let layout = Layout(width: 400, height: 300, panels: 1)
        let bytes = try Self.figure(layout).drawn(as: format)
        #expect(bytes.starts(with: signature))
        #expect(bytes.count > 1000)
    }

    @Test("the smallest figure and a title of any length are drawn")
    func smallest() throws {
        let least = Layout.least(panels: 1)
        let layout = Layout(width: least.width, height: least.height, panels: 1)
        let grid = SpectrogramGrid(
            seconds: 0...0.001,
            highestHertz: 500,
            columns: layout.panels[0].width,
            rows: layout.panels[0].height
        )
        let silence = try Tones.spectrogram([0], on: grid, sampleRate: 1000)
        let title = String(repeating: "długa nazwa\n", count: 50)
        let figure = Figure(
            layout: layout,
            scale: .levels(below: 0, span: 1),
            panels: [Figure.Panel(title: title, spectrogram: silence)]
        )
        let picture = try DecodedPNG(figure.drawn(as: .png))
        #expect(picture.width == least.width && picture.height == least.height)
    }
}
