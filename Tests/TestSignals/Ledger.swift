internal import RealTime

/// Counts how often each of a number of values was destroyed.
public final class Ledger: Sendable {
    private let ends: [Counter]

    /// Opens an account for each of `count` values.
    public init(count: Int) {
        ends = (0..<count).map { _ in Counter() }
    }

    /// How often each value was destroyed.
    public var destroyed: [Int] { ends.map(\.value) }

    fileprivate func end(_ number: Int) { ends[number].increment() }
}

/// A value that tells its ledger when it is destroyed.
public struct Tracked: ~Copyable, Sendable {
    /// Which account of the ledger is its own.
    public let number: Int
    /// Something to change in place.
    public var score = 0
    private let ledger: Ledger

    /// Makes the value with the given account.
    public init(_ number: Int, in ledger: Ledger) {
        self.number = number
        self.ledger = ledger
    }

    deinit { ledger.end(number) }
}
