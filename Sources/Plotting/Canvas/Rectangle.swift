/// A rectangle of whole pixels, its origin at the top left.
public struct Rectangle: Sendable, Equatable {
    /// The left edge.
    public let x: Int
    /// The top edge.
    public let y: Int
    /// Pixels from left to right.
    public let width: Int
    /// Pixels from top to bottom.
    public let height: Int

    /// Makes a rectangle of its corner and sides.
    public init(x: Int, y: Int, width: Int, height: Int) {
        (self.x, self.y, self.width, self.height) = (x, y, width, height)
    }

    var right: Int { x + width }
    var bottom: Int { y + height }
}
