import AudioIO

extension SampleFormat {
    /// What `--format` names.
    ///
    /// - Parameter name: the option's value.
    /// - Returns: the format.
    /// - Throws: `Failure` with all names, when there is none of this one.
    static func option(_ name: String) throws -> SampleFormat {
        guard let format = SampleFormat(named: name) else {
            let known = allCases.map(\.rawValue).joined(separator: ", ")
            throw Failure.usage("--format: there is no sample format `\(name)`; choose one of \(known)")
        }
        return format
    }
}
