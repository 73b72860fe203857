internal import CSndFile
internal import CSoxr

/// A shared library that is loaded when it is needed first.
enum Library {
    /// Reads and writes sound files.
    case sndfile
    /// Converts sample rates.
    case soxr

    /// Whether it is loaded, or could be now.
    ///
    /// - Real time: no.
    var isThere: Bool { unsafe problem == nil }

    /// Loads it; it stays.
    ///
    /// - Throws: `unavailable`, with what to install, when it is not; `purpose` says what it is needed for.
    /// - Real time: no.
    func load(for purpose: String, at place: String? = nil) throws(AudioError) {
        guard let problem = unsafe problem else { return }
        let reason = unsafe String(cString: problem)
        let names = names
        throw AudioError(
            .unavailable,
            at: place ?? names.library,
            "\(purpose) needs \(names.library); install \(names.package) (\(reason))"
        )
    }

    private var problem: UnsafePointer<CChar>? {
        switch self {
        case .sndfile: unsafe sndfile_on_demand_problem()
        case .soxr: unsafe soxr_on_demand_problem()
        }
    }

    private var names: (library: String, package: String) {
        switch self {
        case .sndfile: ("libsndfile", "libsndfile1")
        case .soxr: ("libsoxr", "libsoxr0")
        }
    }
}
