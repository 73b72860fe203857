internal import CLinux
internal import Synchronization

/// Real-time threads that wake one another in turn, kept on one processor until sound is in danger.
///
/// The system moves a real-time thread away that has woken a more urgent one, for good: from then on each block crosses
/// processors, and waking the other one costs as much as cleaning the block. Together they leave it asleep. But another
/// program of higher priority may hold that processor, and threads that must stay there wait for it while others stand idle. So
/// one of them says each time how long it can be waited for, and a further thread, which sleeps until then, lets all of them go
/// if it was not heard of: before the sound breaks off. They come together again when all has been well for a while.
public final class SharedProcessor: Sendable {
    private static let (notBegun, apart, over) = (-1, -2, -3)
    // The processor, or why none is shared.
    private let place = Atomic<Int>(notBegun)
    private let membersPriority = Atomic<Int32>(0)
    private let partedAt = Atomic<Int>(0)
    private let members = Mutex<[ProcessorMember]>([])
    private let alarm = Alarm()
    // A bit each, for as many as Linux is built for by its distributors.
    private let allowed: [UInt]
    private let calm: Int

    /// Takes note of the processors that the caller may use.
    ///
    /// - Parameter calmNanoseconds: how long all must be well after a trouble until a processor is shared again.
    /// - Real time: no.
    public init(calmNanoseconds: Int = 30_000_000_000) {
        calm = calmNanoseconds
        var words = [UInt](repeating: 0, count: 8192 / UInt.bitWidth)
        unsafe words.withUnsafeMutableBufferPointer { words in
            unsafe linux_processors(words.baseAddress, words.count)
        }
        allowed = words
    }

    /// Brings the threads that have a share to the processor of the caller, as each of them looks next.
    ///
    /// - Parameter priority: the real-time priority of the thread that rescues them. Real-time threads among them have the one
    ///   below it while they share.
    /// - Real time: no.
    public func begin(priority: Int32) {
        membersPriority.store(priority - 1, ordering: .relaxed)
        guard alarm.isThere, share(from: Self.notBegun) else { return }
        _ = AudioThread(name: "cm-rescue", priority: priority, touchesStack: false) { [self] in
            while alarm.wait() {
                part()
                for member in members.withLock({ $0 }) { member.free() }
                if place.load(ordering: .acquiring) == Self.over { return }
            }
        }
    }

    /// Lets nobody be held any more, and the thread that rescues end.
    public func end() {
        place.store(Self.over, ordering: .releasing)
        alarm.set(nanoseconds: 0)
    }

    /// The processor that is shared; nil where none is.
    var processor: Int32? {
        let place = place.load(ordering: .acquiring)
        return place < 0 ? nil : Int32(place)
    }

    /// Ends the sharing for now: for whoever looks next at once, for whoever sleeps or cannot run by the thread that rescues.
    func part() {
        let place = place.load(ordering: .acquiring)
        guard place >= 0, change(from: place, to: Self.apart) else { return }
        partedAt.store(MonotonicTime.now(), ordering: .relaxed)
        alarm.set(nanoseconds: 0)
    }

    /// Puts the rescue off, or shares the processor of the caller when all has been well for long enough.
    func expect(withinNanoseconds time: Int) {
        if processor != nil {
            alarm.set(nanoseconds: time)
        } else if MonotonicTime.now() - partedAt.load(ordering: .relaxed) > calm {
            _ = share(from: Self.apart)
        }
    }

    /// The real-time priority of those who share.
    var priority: Int32 { membersPriority.load(ordering: .relaxed) }

    func newMember() -> ProcessorMember {
        let member = ProcessorMember(allowed)
        members.withLock { $0.append(member) }
        return member
    }

    private func share(from state: Int) -> Bool {
        let here = Int(linux_processor())
        return here >= 0 && change(from: state, to: here)
    }

    private func change(from state: Int, to next: Int) -> Bool {
        place.compareExchange(expected: state, desired: next, ordering: .acquiringAndReleasing).exchanged
    }
}
