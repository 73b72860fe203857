internal import CLinux
internal import Synchronization

/// One thread's part in a `SharedProcessor`.
///
/// - Real time: every member but `init`.
public struct ProcessorShare: Sendable {
    private let processor: SharedProcessor
    private let member: SharedProcessor.Member
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
        let place = processor.processor
        guard isHeld != (place != nil) else { return }
        isHeld = place != nil
        if let place {
            // Before it is held, or a rescue in between would miss it.
            member.thread.store(linux_thread_number(), ordering: .releasing)
            _ = linux_thread_hold(place)
            if processor.processor != nil { return }
            isHeld = false
            member.thread.store(linux_thread_number(), ordering: .releasing)
        }
        processor.free(member)
    }

    /// Goes its own way for now, and the others with it.
    public mutating func leave() {
        processor.part()
        follow()
    }

    /// Lets all of them be rescued unless this is called again in time; one of them calls it whenever it has run.
    public func expectMe(withinNanoseconds time: Int) { processor.expect(withinNanoseconds: time) }
}
