import ALSA
import AudioIO
import CAllocationCount
import Glibc
import RealTime
import TestDevices
import Testing

/// What must stay as it is however long it takes.
@Suite("Endurance")
struct EnduranceTests {
    @Test("reading and writing allocate nothing", .enabled(if: cm_allocations_are_counted() == 1))
    func allocations() throws {
        let sound = Counting.sound(frames: 480_000)
        let (microphone, speaker) = (try FaultDevice(hearing: sound), try FaultDevice())
        let (capture, playback) = (ALSACapture(microphone), ALSAPlayback(speaker))
        _ = try capture.open()
        _ = try playback.open()
        var block = Samples(repeating: 0, count: 4096)
        var moved = 0
        let calls = { (count: Int) -> Int in
            let before = cm_allocation_count() + cm_free_count()
            for call in 0..<count {
                // Every hundredth call waits, so that sound moves too.
                let milliseconds = call % 100 == 0 ? 10 : 0
                if case .frames(let frames) = capture.read(
                    into: &block,
                    frames: 4096,
                    timeoutMilliseconds: milliseconds
                ) {
                    moved += frames
                    _ = playback.write(block, from: 0, frames: frames)
                }
                _ = capture.pending() + playback.delay()
            }
            return cm_allocation_count() + cm_free_count() - before
        }
        _ = calls(100)
        #expect(calls(10_000) == 0)
        #expect(moved > 4800)
        // Recovery too.
        microphone.set(.xrun)
        speaker.set(.xrun)
        #expect(calls(1000) == 0)
        #expect(microphone.state.injectedXruns == 1 && speaker.state.injectedXruns == 1)
    }

    @Test("ten times unplugged and back: descriptors and memory stay")
    func replugging() async {
        // In a process of its own, where nothing else opens files.
        await #expect(processExitsWith: .success) {
            let sound = Counting.sound(frames: 48_000)
            let (microphone, speaker) = (try FaultDevice(hearing: sound), try FaultDevice())
            let (capture, playback) = (ALSACapture(microphone), ALSAPlayback(speaker))
            var first: (descriptors: Int, blocks: Int)?
            for round in 0..<12 {
                _ = try capture.open()
                _ = try playback.open()
                #expect(capture.take(frames: 2400).sound.count == 2400)
                #expect(playback.play(Array(sound.prefix(2400))).isEmpty)
                microphone.set(.unplugged)
                speaker.set(.unplugged)
                #expect(capture.take(frames: 48_000, seconds: 2).events.last?.what == .gone(.unplugged))
                #expect(playback.play(sound).last?.what == .gone(.unplugged))
                capture.close()
                playback.close()
                #expect(throws: AudioError.self) { try capture.open() }
                capture.waitForReturn(timeoutMilliseconds: 5)
                microphone.set(.unplugged, false)
                speaker.set(.unplugged, false)
                let now = (descriptors: OpenFiles.count, blocks: cm_allocation_count() - cm_free_count())
                if round == 1 { first = now }
                if round == 11, let first {
                    #expect(now.descriptors == first.descriptors)
                    #expect(now.blocks - first.blocks < 100, "\(now.blocks - first.blocks) blocks")
                }
            }
        }
    }
}

/// The descriptors of this process.
enum OpenFiles {
    static var count: Int {
        (0..<1024).count { fcntl($0, F_GETFD) >= 0 }
    }
}
