import Foundation

/// The program under test, which lies beside the tests.
enum Program {
    /// Where it is.
    static let path = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().appendingPathComponent("cleanmachine").path
}
