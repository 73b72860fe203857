/// The analysis and synthesis windows of an overlap-add transform.
public enum WindowPair: String, Sendable, CaseIterable {
    /// Periodic Hann twice.
    case hann
    /// The square root of periodic Hann twice.
    case squareRootHann = "square-root-hann"
    /// Periodic Hamming twice, made for 75 % overlap.
    case hamming
    /// A long analysis window that ends steeply and a short synthesis window under its end.
    ///
    /// The frequency resolution is the long window's, the latency the short one's (Mauler and Martin 2007).
    case asymmetric
}
