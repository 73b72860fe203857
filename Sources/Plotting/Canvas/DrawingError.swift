/// Why a picture could not be made: memory ran out, or the library lacks something.
public struct DrawingError: Error, Equatable, CustomStringConvertible {
    /// What the drawing library says.
    public let description: String
}
