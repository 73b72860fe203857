/// A number that moves to its target in a straight line, so that nothing clicks.
struct Ramp: Sendable {
    /// The values at the two ends of one block.
    struct Step {
        let first: Float
        let last: Float
    }

    private(set) var value: Float
    private var target: Float
    private var remaining = 0
    private let blocks: Int

    /// Makes a ramp that stands at `value` and takes `blocks` blocks to a new one.
    init(_ value: Float, blocks: Int) {
        self.value = value
        target = value
        self.blocks = max(1, blocks)
    }

    /// Moves one block further towards `newTarget`, or all the way when it is urgent.
    mutating func advance(to newTarget: Float, urgently: Bool = false) -> Step {
        if newTarget != target {
            target = newTarget
            remaining = blocks
        }
        if urgently { remaining = min(remaining, 1) }
        let first = value
        if remaining > 0 {
            value += (target - value) / Float(remaining)
            remaining -= 1
            if remaining == 0 { value = target }
        }
        return Step(first: first, last: value)
    }
}
