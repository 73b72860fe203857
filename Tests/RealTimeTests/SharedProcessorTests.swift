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
    }

    @Test("one processor while nobody leaves, and all that there were as soon as one did")
    func sharing() {
        let mine = Self.allowed
        let (processor, isHeld, hasLeft) = (SharedProcessor(), AtomicFlag(), AtomicFlag())
        let (first, second) = (Sightings(), Sightings())
        let leaving = AudioThread(name: "cm-leaving", priority: nil) {
            var share = ProcessorShare(processor)
            while !isHeld.isSet { usleep(100) }
            share.follow()
            first.lists.append(Self.allowed)
            share.leave()
            first.lists.append(Self.allowed)
            hasLeft.isSet = true
        }
        let following = AudioThread(name: "cm-following", priority: nil) {
            var share = ProcessorShare(processor)
            while !hasLeft.isSet { usleep(100) }
            second.lists.append(Self.allowed)
            share.follow()
            second.lists.append(Self.allowed)
        }
        processor.hold(leaving)
        processor.hold(following)
        isHeld.isSet = true
        leaving.join()
        following.join()
        #expect(!mine.isEmpty && first.lists.count == 2 && second.lists.count == 2)
        for sightings in [first, second] {
            #expect(sightings.lists.first?.contains { ",-".contains($0) } == false, "\(sightings.lists)")
            #expect(sightings.lists.last == mine)
        }
        #expect(first.lists.first == second.lists.first)
    }
}
