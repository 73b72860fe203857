import AudioIO

/// What stands above the panels of a figure: names of files, with folders where names are equal.
struct PlotTitles {
    private let names: [String]

    init(paths: [String]) {
        let short = paths.map { FilePath($0).name }
        names = Set(short).count == Set(paths).count ? short : paths
    }

    /// A title for each file.
    var files: [String] { names }

    /// A title for the difference of each further file from the first.
    var differences: [String] { names.dropFirst().map { "\($0) \u{2212} \(names[0])" } }
}
