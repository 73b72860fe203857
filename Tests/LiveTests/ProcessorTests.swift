import Foundation
import Glibc
import TestDevices
import Testing

/// Where the program's threads run.
@Suite("Live, processors", .timeLimit(.minutes(1)))
struct ProcessorTests {
    @Test("real-time threads share a processor while all is well")
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
    }

    /// A thread, as Linux describes it.
    private struct Description: CustomStringConvertible {
        let name: String
        /// The processors that it may use, as Linux lists them.
        let processors: String
        let isRealTime: Bool

        var description: String { "\(name): \(processors)" }
    }

    private static func audioThreads(of run: LiveRun) throws -> [Description] {
        let threads = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(run.identifier)/task")
        let audio = try threads.compactMap(Int32.init).map { try thread($0, of: run) }
            .filter { ["cm-capture", "cm-process", "cm-playback"].contains($0.name) }
        #expect(audio.count == 3)
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
        return Description(
            name: value("Name"),
            processors: value("Cpus_allowed_list"),
            isRealTime: sched_getscheduler(identifier) & 7 == SCHED_FIFO
        )
    }
}
