import Glibc
import Synchronization

/// One line on the terminal that shows how far a long job is and when it will end; silent where nobody looks.
final class ProgressBar: Sendable {
    private struct State {
        var done = 0
        var lastShown = 0.0
        var isVisible = false
    }

    private let state = Mutex(State())
    private let total: Int
    private let start = ProgressBar.now
    private let isEnabled: Bool

    /// Makes a bar for `total` units of work; nothing is shown when it is zero.
    init(total: Int, isEnabled: Bool = StandardError.isTerminal) {
        self.total = total
        self.isEnabled = isEnabled && total > 0
    }

    /// Adds `units` of work done and redraws, at most ten times a second.
    func advance(by units: Int) {
        guard isEnabled else { return }
        state.withLock { state in
            state.done += units
            let now = Self.now
            guard now - state.lastShown >= 0.1 else { return }
            state.lastShown = now
            state.isVisible = true
            StandardError.put("\r\u{1B}[K" + line(state.done, elapsed: now - start))
        }
    }

    /// Writes `text` as a line of its own, above the bar.
    func print(_ text: String) {
        state.withLock { state in
            StandardError.put((state.isVisible ? "\r\u{1B}[K" : "") + text + "\n")
            state.isVisible = false
            state.lastShown = 0
        }
    }

    /// Clears the line.
    func finish() {
        state.withLock { state in
            if state.isVisible { StandardError.put("\r\u{1B}[K") }
            state.isVisible = false
        }
    }

    private func line(_ done: Int, elapsed: Double) -> String {
        let share = min(1, Double(done) / Double(total))
        let filled = Int(share * 30)
        let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: 30 - filled)
        let left = share > 0 ? elapsed / share - elapsed : 0
        return "[\(bar)] \(Int(share * 100)) %, \(Self.clock(left)) left"
    }

    private static func clock(_ seconds: Double) -> String {
        let whole = Int(min(seconds.rounded(.up), 359_999))
        let two = { (value: Int) in value < 10 ? "0\(value)" : "\(value)" }
        return "\(whole / 3600):\(two(whole / 60 % 60)):\(two(whole % 60))"
    }

    private static var now: Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
    }
}
