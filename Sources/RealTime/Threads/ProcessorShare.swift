/// One thread's part in a `SharedProcessor`.
///
/// - Real time: every member but `init`.
public struct ProcessorShare: Sendable {
    private let processor: SharedProcessor
    private let member: ProcessorMember
    private var isHeld = false

    /// The part of a thread that has yet to run.
    ///
    /// - Real time: no.
    public init(_ processor: SharedProcessor) {
        self.processor = processor
        member = processor.newMember()
    }

    /// Goes to the processor that is shared, or its own way where the others do.
    public mutating func follow() {
        switch (isHeld, processor.processor) {
        case (false, let place?):
            isHeld = true
            member.hold(on: place, priority: processor.priority)
            // A rescue meanwhile came too early for us.
            follow()
        case (true, nil):
            isHeld = false
            member.freeCaller()
        default: break
        }
    }

    /// Goes its own way for now, and the others with it.
    public mutating func leave() {
        processor.part()
        follow()
    }

    /// Lets all of them be rescued unless this is called again in time; one of them calls it whenever it has run.
    public func expectMe(withinNanoseconds time: Int) { processor.expect(withinNanoseconds: time) }
}
