/// A measurement of time on a machine that may be busy with other things just then.
public enum Measurement {
    /// Measures until it comes out right, three times at the most: what is wrong with the program is wrong each time.
    ///
    /// - Returns: what was wrong with the last one, nil when one was right.
    public static func fault(in measure: () throws -> String?) rethrows -> String? {
        for _ in 0..<2 {
            guard try measure() != nil else { return nil }
        }
        return try measure()
    }
}
