import AudioIO
import FoundationEssentials

/// Where the result of each input goes.
struct OutputNaming {
    /// The one output that was named.
    let output: String?
    /// The folder for all outputs.
    let directory: String?
    /// The name of the file format, when one was asked for.
    let format: String?
    /// What stands between the input's name and `_denoised`, such as `_wf`.
    let engineMark: String

    /// The path of the result of `input`, whose own container is `container`.
    func path(for input: String, container: FileContainer) -> String {
        if let output { return output }
        let url = URL(fileURLWithPath: input)
        let stem = url.deletingPathExtension().lastPathComponent
        let ending = format == nil ? Self.ending(of: url, container) : container.pathExtension
        if let directory {
            return "\(directory)/\(stem).\(ending)"
        }
        let folder =
            input.contains("/") ? String(input[..<(input.lastIndex(of: "/") ?? input.startIndex)]) + "/" : ""
        return "\(folder)\(stem)\(engineMark)_denoised.\(ending)"
    }

    private static func ending(of url: URL, _ container: FileContainer) -> String {
        FileContainer(pathExtension: url.pathExtension) == container
            ? url.pathExtension : container.pathExtension
    }
}
