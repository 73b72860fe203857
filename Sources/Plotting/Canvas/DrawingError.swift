/// Why a picture could not be made: the library is missing or lacks something, or memory ran out.
public struct DrawingError: Error, Equatable, CustomStringConvertible {
    /// Whether the library is missing.
    public let isLibraryMissing: Bool
    /// What the drawing library says.
    public let description: String
}
