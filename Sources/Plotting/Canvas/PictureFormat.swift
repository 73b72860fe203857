/// The kinds of picture that can be made.
public enum PictureFormat: String, Sendable, CaseIterable {
    /// Pixels, lossless.
    case png
    /// Lines and letters that stay sharp at any size, for the web.
    case svg
    /// The same for print.
    case pdf

    /// The format whose files end in `pathExtension`, in capitals or not.
    public init?(pathExtension: String) {
        self.init(rawValue: pathExtension.lowercased())
    }
}
