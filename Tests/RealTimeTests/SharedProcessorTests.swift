import Foundation
import Glibc
import RealTime
import Testing

@Suite("Threads that share a processor")
struct SharedProcessorTests {
    /// The processors that the calling thread may use, as Linux lists them.
    private static var allowed: String {
        let status = (try? String(contentsOfFile: "/proc/thread-self/status", encoding: .utf8)) ?? ""
        return status.split(separator: "\n").first { $0.hasPrefix("Cpus_allowed_list:") }.map(String.init)
            ?? ""
    }

    /// What a thread saw of itself, in order; it is read when the thread has ended.
    private final class Sightings: @unchecked Sendable {
        var lists: [String] = []
        func look() { lists.append(SharedProcessorTests.allowed) }
    }

    private static func isOne(_ list: String?) -> Bool { list?.contains { ",-".contains($0) } == false }

    @Test("one processor while nobody leaves, and all that there were as soon as one did")
    func sharing() {
        let mine = Self.allowed
        let (processor, isShared) = (SharedProcessor(), AtomicFlag())
        let (hasLooked, hasFollowed, hasLeft) = (AtomicFlag(), AtomicFlag(), AtomicFlag())
        let (first, second) = (Sightings(), Sightings())
        let (leavingShare, followingShare) = (ProcessorShare(processor), ProcessorShare(processor))
        let leaving = AudioThread(name: "cm-leaving", priority: nil) {
            var share = leavingShare
            share.follow()
            first.look()
            hasLooked.isSet = true
            while !isShared.isSet { usleep(100) }
            share.follow()
            first.look()
            while !hasFollowed.isSet { usleep(100) }
            share.leave()
            first.look()
            hasLeft.isSet = true
        }
        let following = AudioThread(name: "cm-following", priority: nil) {
            var share = followingShare
            while !isShared.isSet { usleep(100) }
            share.follow()
            second.look()
            hasFollowed.isSet = true
            while !hasLeft.isSet { usleep(100) }
            share.follow()
            second.look()
        }
        while !hasLooked.isSet { usleep(100) }
        processor.begin(priority: 1)
        isShared.isSet = true
        leaving.join()
        following.join()
        processor.end()
        #expect(first.lists.count == 3 && second.lists.count == 2)
        #expect(!mine.isEmpty && first.lists.first == mine && first.lists.last == mine)
        #expect(second.lists.last == mine)
        #expect(Self.isOne(second.lists.first), "\(second.lists)")
        #expect(first.lists.dropFirst().first == second.lists.first)
    }

    @Test("a thread that is not heard of in time is freed, and whoever sleeps beside it")
    func rescue() {
        let mine = Self.allowed
        let (processor, isDone) = (SharedProcessor(), AtomicFlag())
        let (busy, asleep) = (Sightings(), Sightings())
        let (busyShare, asleepShare) = (ProcessorShare(processor), ProcessorShare(processor))
        processor.begin(priority: 1)
        let sleeping = AudioThread(name: "cm-asleep", priority: nil) {
            var share = asleepShare
            share.follow()
            asleep.look()
            while !isDone.isSet { usleep(1000) }
            asleep.look()
        }
        let computing = AudioThread(name: "cm-busy", priority: nil) {
            var share = busyShare
            share.follow()
            // Put off again and again, it does not come.
            for _ in 0..<50 {
                share.expectMe(withinNanoseconds: 500_000_000)
                usleep(1000)
            }
            busy.look()
            share.expectMe(withinNanoseconds: 20_000_000)
            let limit = MonotonicTime.now() + 10_000_000_000
            while Self.isOne(Self.allowed), MonotonicTime.now() < limit {}
            busy.look()
            share.follow()
            busy.look()
            isDone.isSet = true
        }
        computing.join()
        sleeping.join()
        processor.end()
        #expect(busy.lists.count == 3 && Self.isOne(busy.lists.first), "\(busy.lists)")
        #expect(busy.lists.dropFirst().allSatisfy { $0 == mine }, "\(busy.lists)")
        #expect(Self.isOne(asleep.lists.first) && asleep.lists.last == mine, "\(asleep.lists)")
    }

    @Test("they come together again when all has been well for a while, and not before")
    func calm() {
        let mine = Self.allowed
        let processor = SharedProcessor(calmNanoseconds: 200_000_000)
        let sightings = Sightings()
        let ready = ProcessorShare(processor)
        processor.begin(priority: 1)
        let thread = AudioThread(name: "cm-again", priority: nil) {
            var share = ready
            share.follow()
            let parted = MonotonicTime.now()
            share.leave()
            sightings.look()
            while Self.allowed == mine, MonotonicTime.now() < parted + 10_000_000_000 {
                share.expectMe(withinNanoseconds: 1_000_000_000)
                share.follow()
            }
            sightings.look()
            if MonotonicTime.now() < parted + 200_000_000 { sightings.lists.append("too early") }
            processor.end()
            share.follow()
            sightings.look()
        }
        thread.join()
        #expect(sightings.lists.count == 3 && sightings.lists.first == mine && sightings.lists.last == mine)
        #expect(Self.isOne(sightings.lists.dropFirst().first), "\(sightings.lists)")
    }

    @Test("nobody is held where all was over before they began")
    func early() {
        let mine = Self.allowed
        let processor = SharedProcessor()
        var share = ProcessorShare(processor)
        processor.end()
        processor.begin(priority: 1)
        share.follow()
        #expect(Self.allowed == mine)
    }
}
