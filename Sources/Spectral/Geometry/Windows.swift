internal import Glibc
public import RealTime

/// The two windows of a geometry, scaled to reconstruct.
public struct Windows: ~Copyable {
    /// `length` values that sum to one, so that spectra of one signal agree at every rate and window.
    public let analysis: Samples
    /// `synthesisLength` values that undo the analysis window: overlapped by the hop, the products sum to one.
    public let synthesis: Samples

    /// Computes both windows.
    ///
    /// - Real time: no.
    /// - Source: asymmetric pair after Mauler and Martin 2007, "A low delay, variable resolution, perfect
    ///   reconstruction spectral analysis-synthesis system for speech enhancement", eq. 8–11, with no leading zeros.
    ///   The others are normalised by the overlapped product (Griffin and Lim 1984, eq. 6).
    public init(_ geometry: FrameGeometry) {
        let length = geometry.length
        let span = geometry.synthesisLength
        let start = length - span
        var analysis = (0..<length).map { Self.analysis(at: $0, geometry) }
        var synthesis = (0..<span).map { Self.synthesis(at: $0, geometry) }
        let sum = analysis.reduce(0, +)
        analysis = analysis.map { $0 / sum }
        var overlapped = [Double](repeating: 0, count: geometry.hop)
        for n in 0..<span { overlapped[n % geometry.hop] += analysis[start + n] * synthesis[n] }
        synthesis = synthesis.indices.map { synthesis[$0] / overlapped[$0 % geometry.hop] }
        self.analysis = Samples(analysis.map(Float.init))
        self.synthesis = Samples(synthesis.map(Float.init))
    }

    /// The analysis window alone.
    consuming func takeAnalysis() -> Samples { analysis }

    /// The synthesis window alone, with the scale of the unscaled inverse transform taken out.
    consuming func takeSynthesis(transformLength: Int) -> Samples {
        var scaled = Samples(repeating: 0, count: synthesis.count)
        for n in synthesis.indices { scaled[n] = synthesis[n] / Float(transformLength) }
        return scaled
    }

    private static func analysis(at n: Int, _ geometry: FrameGeometry) -> Double {
        let phase = Double(n) / Double(geometry.length)
        switch geometry.windowPair {
        case .hann: return 0.5 - 0.5 * cos(2 * .pi * phase)
        case .squareRootHann: return sin(.pi * phase)
        case .hamming: return 0.54 - 0.46 * cos(2 * .pi * phase)
        case .asymmetric:
            let span = geometry.synthesisLength
            let rise = geometry.length - span / 2
            return n < rise
                ? sin(.pi * Double(n) / Double(2 * rise))
                : sin(.pi * Double(n - geometry.length + span) / Double(span))
        }
    }

    private static func synthesis(at n: Int, _ geometry: FrameGeometry) -> Double {
        let span = geometry.synthesisLength
        guard geometry.windowPair == .asymmetric else { return analysis(at: n, geometry) }
        let half = sin(.pi * Double(n) / Double(span))
        guard n < span - span / 2, n > 0 else { return half }
        return half * half / analysis(at: geometry.length - span + n, geometry)
    }
}

/// `e` to the power of `exponent`.
func exponential(_ exponent: Float) -> Float { expf(exponent) }
