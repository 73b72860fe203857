import ArgumentParser
import AudioIO
import Plotting

/// Draws spectrograms of sound files.
struct Plot: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Draw spectrograms of sound files, or their differences, as a picture.",
        discussion: """
            One panel a file, one below the other, with common axes and colours; the
            frequency axis ends at half of the highest sample rate. What a file does not
            have is grey. Levels are means over all sound in a cell, of the mean of all
            channels, in decibels; zero is a sine at full scale.

            With --difference, each further file's levels minus the first's, over the
            length of the shortest; red is louder, blue is softer. Levels more than 80 dB
            below the loudest count as that much below, lest silences differ.

            Reads what the command `file` reads, of any length; writes PNG, SVG or PDF,
            whichever the output's name ends in.

            Examples:
              cleanmachine plot noisy.wav clean.wav -o figure.png
              cleanmachine plot noisy.wav clean.wav --difference -o difference.svg
              cleanmachine plot concert.flac --from 60 --to 75 --range 100 -o part.png
            """
    )

    @Argument(help: "The files to draw, from top to bottom.", completion: .file())
    var inputs: [String]

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("The picture: NAME.png, NAME.svg or NAME.pdf.", valueName: "file"),
        completion: .file()
    )
    var output: String

    @Flag(help: "Draw the difference of each further file from the first.")
    var difference = false

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Where to begin; without it at the start.", valueName: "seconds")
    )
    var from: Double = 0

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Where to end; without it at the end of the longest file.", valueName: "seconds")
    )
    var to: Double?

    @Option(parsing: .unconditional, help: ArgumentHelp("The picture's width.", valueName: "pixels"))
    var width: Int = Layout.usualWidth

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The picture's height; without it what the panels need.", valueName: "pixels")
    )
    var height: Int?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "What the colours span: below the loudest, without it 80; of differences either way, without it 30.",
            valueName: "decibels"
        )
    )
    var range: Float?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The level of the brightest colour; without it the loudest of all files.",
            valueName: "decibels"
        )
    )
    var top: Float?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "How much sound a spectrum is made of: more tells frequencies apart, less tells times apart.",
            valueName: "milliseconds"
        )
    )
    var window: Double = 32

    @Flag(help: "Replace a picture that exists.")
    var force = false

    @Flag(name: .shortAndLong, help: "Do not say what was drawn.")
    var quiet = false

    /// How many spectrograms the picture has.
    var panels: Int { difference ? inputs.count - 1 : inputs.count }
    private var format: PictureFormat? {
        FilePath(output).pathExtension.flatMap(PictureFormat.init(pathExtension:))
    }

    func validate() throws {
        guard format != nil else {
            throw ValidationError("-o \(output): the name must end in .png, .svg or .pdf")
        }
        guard !difference || inputs.count > 1 else {
            throw ValidationError("--difference needs at least two files")
        }
        guard !difference || top == nil else {
            throw ValidationError("--top does not go with --difference, whose colours are centred on zero")
        }
        guard from >= 0, from < 1e9 else {
            throw ValidationError("--from must be a time in seconds, not \(from.brief)")
        }
        if let to, !(to - from >= PlotRange.shortest) {
            throw ValidationError("--to \(to.brief): must be at least 1 ms after --from \(from.brief)")
        }
        if let range, !(range >= 1 && range <= 200) {
            throw ValidationError("--range must lie between 1 and 200 dB, not \(range)")
        }
        if let top, !(abs(top) <= 200) {
            throw ValidationError("--top must lie between -200 and 200 dB, not \(top)")
        }
        guard window >= 1, window <= 1000 else {
            throw ValidationError("--window must lie between 1 and 1000 ms, not \(window.brief)")
        }
        try validateSize()
    }

    private func validateSize() throws {
        let least = Layout.least(panels: panels)
        guard least.height <= Layout.longestSide else {
            throw ValidationError("\(panels) panels do not fit into one picture; make several")
        }
        guard (least.width...Layout.longestSide).contains(width) else {
            throw ValidationError(
                "--width must lie between \(least.width) and \(Layout.longestSide) pixels, not \(width)"
            )
        }
        guard let height else { return }
        guard (least.height...Layout.longestSide).contains(height) else {
            throw ValidationError(
                "--height must lie between \(least.height) and \(Layout.longestSide) pixels for \(panels) panel(s), "
                    + "not \(height)"
            )
        }
    }

    func run() throws {
        let sounds = try inputs.map(PlotInput.init(path:))
        let time = try PlotRange(from: from, to: to, inputs: sounds, isCommon: difference)
        try WholeFile.check(path: output, overwrite: force)
        let layout = Layout(
            width: width,
            height: height ?? Layout.usualHeight(panels: panels),
            panels: panels
        )
        let grid = SpectrogramGrid(
            seconds: time.seconds,
            highestHertz: Double(sounds.map(\.sampleRate).max() ?? 0) / 2,
            columns: layout.panels[0].width,
            rows: layout.panels[0].height,
            windowSeconds: window / 1000
        )
        let figure = try figure(of: sounds, on: grid, layout)
        do {
            let bytes = try figure.drawn(as: format ?? .png)
            try WholeFile.write(bytes, to: output, overwrite: force)
        } catch let error as DrawingError {
            throw Failure(status: error.isLibraryMissing ? 69 : 70, message: "\(output): \(error)")
        }
        if !quiet { StandardError.write("\(output): \(Self.summary(of: figure, grid, panels))") }
    }
}
