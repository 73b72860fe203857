import Foundation
import Glibc
import Processors
import RealTime
import TestDevices
import Testing

/// Where the program's threads run.
@Suite("Live, processors", .timeLimit(.minutes(1)))
struct ProcessorTests {
    @Test("real-time threads share a processor and a priority while all is well")
    func sharing() throws {
        let (_, _, run) = try FaultRun.playing(frames: 24_000)
        let audio = try Self.audioThreads(of: run)
        run.send(SIGTERM)
        #expect(run.end(within: 5) == 0)
        let troubles = ["starvations", "deadlineMisses", "captureOverruns", "playbackOverruns"]
        let numbers = run.numbers
        try #require(troubles.allSatisfy { numbers[$0] != nil }, "\(numbers)")
        // Ordinary threads are where the system likes, and so are those that were late.
        guard audio.allSatisfy(\.isRealTime), troubles.allSatisfy({ numbers[$0] == 0 }) else { return }
        #expect(Set(audio.map(\.processors)).count == 1)
        #expect(audio.allSatisfy { Int($0.processors) != nil }, "\(audio)")
        #expect(Set(audio.map(\.priority)).count == 1, "\(audio)")
    }

    @Test("threads that have lost a device run wherever they may, and so does what opens it anew")
    func loss() throws {
        let (microphone, speaker, run) = try FaultRun.playing(frames: 24_000)
        microphone.set(.unplugged)
        usleep(300_000)
        microphone.set(.unplugged, false)
        let frames = speaker.state.frames
        #expect(until { speaker.state.frames > frames + 48_000 }, "\(run.errors)")
        let (audio, main) = (try Self.audioThreads(of: run), try Self.thread(run.identifier, of: run))
        run.send(SIGTERM)
        #expect(run.end(within: 5) == 0)
        #expect((run.numbers["captureReopenings"] ?? 0) >= 1)
        #expect(audio.allSatisfy { $0.processors == main.processors }, "\(audio) \(main)")
        Self.expectOwnPriorities(audio)
    }

    @Test("a more urgent program that holds their processor for longer than all buffers costs nothing")
    func rescue() throws {
        // With one processor there is nowhere to go.
        guard ProcessInfo.processInfo.activeProcessorCount > 1 else { return }
        let watch = MachineWatch()
        let (_, _, run) = try FaultRun.playing(frames: 24_000)
        let audio = try Self.audioThreads(of: run)
        // Ordinary threads are where the system likes, and so are those that were late.
        guard audio.allSatisfy(\.isRealTime), let place = audio.first.flatMap({ Int32($0.processors) }) else {
            return
        }
        // More urgent than theirs, less than the watch's.
        AudioThread(name: "cm-hog", priority: RealTimePriority.audio + 3) {
            _ = processors_stay(place)
            let end = MonotonicTime.now() + 400_000_000
            while MonotonicTime.now() < end {}
        }.join()
        let after = try Self.audioThreads(of: run)
        run.send(SIGTERM)
        #expect(run.end(within: 5) == 0)
        #expect(after.allSatisfy { Int($0.processors) == nil }, "\(after)")
        Self.expectOwnPriorities(after)
        try watch.requirePunctuality(within: 20)
        for trouble in ["starvations", "captureOverruns", "playbackOverruns", "cuts"] {
            #expect(run.numbers[trouble] == 0, "\(trouble)")
        }
    }

    @Test("who waits for the end to be heard is an ordinary thread: ALSA may not sleep meanwhile")
    func ending() throws {
        let (microphone, speaker) = (try FaultDevice(hearing: FaultRun.sound), try FaultDevice())
        let run = try FaultRun.start(microphone, speaker, ["--margin", "400"])
        #expect(until { speaker.state.frames > 48_000 }, "\(run.errors)")
        let before = try Self.audioThreads(of: run)
        run.send(SIGTERM)
        // Half of the time that is waited for the end.
        usleep(100_000)
        let after = try Self.audioThreads(of: run, ["cm-playback"])
        #expect(run.end(within: 5) == 0)
        guard before.allSatisfy(\.isRealTime) else { return }
        #expect(after.map(\.isRealTime) == [false], "\(after)")
    }

    /// A thread, as Linux describes it.
    private struct Description: CustomStringConvertible {
        let name: String
        /// The processors that it may use, as Linux lists them.
        let processors: String
        /// The real-time priority; zero for an ordinary thread.
        let priority: Int32

        var isRealTime: Bool { priority > 0 }
        var description: String { "\(name): \(processors), \(priority)" }
    }

    /// In the order of their priorities.
    private static let audioNames = ["cm-capture", "cm-process", "cm-playback"]

    private static func expectOwnPriorities(_ threads: [Description]) {
        guard threads.allSatisfy(\.isRealTime) else { return }
        #expect(threads.sorted { $0.priority < $1.priority }.map(\.name) == audioNames, "\(threads)")
        #expect(Set(threads.map(\.priority)).count == threads.count, "\(threads)")
    }

    private static func audioThreads(of run: LiveRun, _ names: [String] = audioNames) throws
        -> [Description]
    {
        let threads = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(run.identifier)/task")
        let audio = try threads.compactMap(Int32.init).map { try thread($0, of: run) }
            .filter { names.contains($0.name) }
        #expect(audio.count == names.count)
        return audio
    }

    private static func thread(_ identifier: Int32, of run: LiveRun) throws -> Description {
        let status = try String(
            contentsOfFile: "/proc/\(run.identifier)/task/\(identifier)/status",
            encoding: .utf8
        )
        func value(_ name: String) -> String {
            status.split(separator: "\n").first { $0.hasPrefix(name + ":") }
                .map { $0.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces) } ?? ""
        }
        var parameters = sched_param()
        unsafe sched_getparam(identifier, &parameters)
        return Description(
            name: value("Name"),
            processors: value("Cpus_allowed_list"),
            priority: parameters.sched_priority
        )
    }
}
