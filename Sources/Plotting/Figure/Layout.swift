/// Where the parts of a figure are.
public struct Layout: Sendable, Equatable {
    /// The figure's width in pixels.
    public let width: Int
    /// The figure's height in pixels.
    public let height: Int
    /// Where each spectrogram is, from the top.
    public let panels: [Rectangle]
    /// Where the colour scale is.
    public let colourBar: Rectangle
    /// Pixels of figure for a pixel of a figure of usual size: larger figures have larger letters.
    let unit: Double

    /// The largest side of a figure.
    ///
    /// - Units: pixels.
    public static let longestSide = 8192
    /// The width of a figure when none is asked for.
    ///
    /// - Units: pixels.
    public static let usualWidth = 1000

    private static let left = 58.0
    private static let right = 84.0
    private static let top = 6.0
    private static let bottom = 44.0
    private static let title = 25.0
    private static let gap = 6.0
    private static let usualPanel = 150.0
    // Smaller letters cannot be read.
    private static let leastUnit = 0.8
    private static let leastPanel = (width: 100, height: 40)

    /// The height of a figure of `panels` panels when none is asked for.
    public static func usualHeight(panels: Int) -> Int {
        min(longestSide, Int((furniture(panels) + Double(panels) * usualPanel).rounded(.up)))
    }

    /// The sides below which a figure of `panels` panels cannot be read.
    public static func least(panels: Int) -> (width: Int, height: Int) {
        (
            Int((leastUnit * (left + right)).rounded(.up)) + leastPanel.width,
            Int((leastUnit * furniture(panels)).rounded(.up)) + leastPanel.height * panels
        )
    }

    /// Lays out a figure of `count` spectrograms one below the other.
    ///
    /// - Precondition: the sides are at least those of `least`, `count > 0`.
    public init(width: Int, height: Int, panels count: Int) {
        let least = Self.least(panels: count)
        precondition(count > 0 && width >= least.width && height >= least.height, "the figure is too small")
        (self.width, self.height) = (width, height)
        let unit = max(
            Self.leastUnit,
            min(
                Double(width) / Double(Self.usualWidth),
                Double(height) / (Self.furniture(count) + Double(count) * Self.usualPanel)
            )
        )
        self.unit = unit
        func pixels(_ units: Double) -> Int { Int((units * unit).rounded()) }
        let panelWidth = width - pixels(Self.left) - pixels(Self.right)
        let room = Double(height) - unit * Self.furniture(count)
        let panelHeight = max(1, Int(room / Double(count)))
        panels = (0..<count).map { index in
            Rectangle(
                x: pixels(Self.left),
                y: pixels(Self.top + Self.title) + index * (panelHeight + pixels(Self.title + Self.gap)),
                width: panelWidth,
                height: panelHeight
            )
        }
        colourBar = Rectangle(
            x: panels[0].right + pixels(12),
            y: panels[0].y,
            width: pixels(14),
            height: panels[count - 1].bottom - panels[0].y
        )
    }

    /// What is no spectrogram, from top to bottom, in units.
    private static func furniture(_ panels: Int) -> Double {
        top + bottom + Double(panels) * title + Double(panels - 1) * gap
    }
}
