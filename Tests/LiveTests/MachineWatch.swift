import Processors
import RealTime
import Testing

/// Knows whether the machine itself stood still while a test ran, as virtual ones do when their host is busy.
///
/// On each processor a thread of the highest priority that we have sleeps for two milliseconds over and over; when even
/// that one is late by tens of milliseconds, no program could have kept time. A host may halt one processor and leave the
/// others running, with whatever thread was to wake there.
final class MachineWatch: Sendable {
    private let isDone = AtomicFlag()
    private let worst: [Reading]
    private let halts = Counter()

    /// Begins to watch.
    init() {
        let processors = Self.processors()
        worst = processors.map { _ in Reading() }
        for (processor, worst) in zip(processors, worst) {
            _ = AudioThread(name: "cm-watch", priority: RealTimePriority.audio + 5) { [isDone, halts] in
                _ = processors_stay(processor)
                while !isDone.isSet {
                    let due = MonotonicTime.now() + 2_000_000
                    MonotonicTime.sleep(until: due)
                    let late = Double(MonotonicTime.now() - due) * 1e-6
                    worst.value = max(worst.value, late)
                    if late > Self.halt { halts.increment() }
                }
            }
        }
    }

    // Milliseconds: far more than a machine needs to wake a thread.
    private static let halt = 50.0

    private var longest: Double { worst.map(\.value).max() ?? 0 }

    /// How often the machine stood still so far, and for how long at the most.
    var report: String { "the machine stood still \(halts.value) times, \(Int(longest)) ms at the most" }

    deinit { isDone.isSet = true }

    /// Ends the test as cancelled when the machine stood still for longer than `milliseconds`.
    func requirePunctuality(within milliseconds: Double) throws {
        isDone.isSet = true
        guard longest > milliseconds else { return }
        try Test.cancel("the machine stood still for \(Int(longest)) ms, so nothing can be said about time")
    }

    /// The processors that this process may use.
    private static func processors() -> [Int32] {
        var numbers = [Int32](repeating: 0, count: 64)
        let count = unsafe processors_allowed(&numbers, Int32(numbers.count))
        return Array(numbers.prefix(max(1, Int(count))))
    }
}
