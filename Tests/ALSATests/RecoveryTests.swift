import ALSA
import AudioIO
import RealTime
import TestDevices
import Testing

/// Whatever stops a device, sound goes on, and what was lost is known.
@Suite("Recovery")
struct RecoveryTests {
    static let sound = Counting.sound(frames: 480_000)

    /// Frames between what was read before and after the first event.
    private func gap(_ take: Take) -> Int? {
        guard let index = take.events.first?.after, index > 0, index < take.sound.count else { return nil }
        return Counting.place(take.sound[index]) - Counting.place(take.sound[index - 1]) - 1
    }

    private func isNear(_ lost: Int, _ gap: Int?) -> Bool {
        // The two clocks are read a moment apart, and the machine may be busy in between.
        gap.map { abs(lost - $0) < 960 } ?? false
    }

    @Test("a late reader is told how much it lost")
    func overrun() throws {
        let fault = try Measurement.fault {
            let device = try FaultDevice(hearing: Self.sound)
            let capture = ALSACapture(device, DeviceRequest())
            _ = try capture.open()
            var hasPaused = false
            let take = capture.take(frames: 9600) { take in
                if take.sound.count > 2400, !hasPaused {
                    pause(milliseconds: 300)
                    hasPaused = true
                }
                return false
            }
            #expect(TransferTests.places(take, isCounting: 9600))
            guard case .overrun(let lost)? = take.events.first?.what else { return "\(take.events)" }
            return lost > 12_000 && isNear(lost, gap(take)) ? nil : "lost \(lost), gap \(gap(take) ?? -1)"
        }
        #expect(fault == nil)
    }

    @Test("a late writer is told how long it was silent")
    func underrun() throws {
        let sound = Counting.sound(frames: 4800).map { $0 + 0.25 }
        let fault = try Measurement.fault {
            let device = try FaultDevice()
            let playback = ALSAPlayback(device)
            _ = try playback.open()
            #expect(playback.play(sound).isEmpty)
            pause(milliseconds: 300)
            #expect(playback.delay() == 0)
            let events = playback.play(sound)
            playback.close()
            let heard = device.heard
            #expect(heard.filter { $0 != 0 } == sound + sound)
            #expect(device.state.lateXruns == events.count)
            guard case .overrun(let lost)? = events.first?.what else { return "\(events)" }
            let silence = heard.count { $0 == 0 }
            let isAtStart = events.count == 1 && events[0].after == 0
            let isRight = isAtStart && lost > 9600 && abs(lost - silence) < 960
            return isRight ? nil : "\(events), \(silence) silent"
        }
        #expect(fault == nil)
    }

    @Test("overruns out of nowhere")
    func injected() throws {
        var options = FaultOptions()
        options.xrunEvery = 100
        let device = try FaultDevice(hearing: Self.sound, options)
        let capture = ALSACapture(device)
        _ = try capture.open()
        let take = capture.take(frames: 480_000, seconds: 2) {
            $0.events.count >= 5 && $0.events[4].after < $0.sound.count
        }
        #expect(take.events.count >= 5 && device.state.injectedXruns >= 5)
        for (_, what) in take.events {
            guard case .overrun = what else {
                Issue.record("\(what)")
                continue
            }
        }
        #expect(TransferTests.places(take, isCounting: 480_000))
    }

    @Test("suspension", arguments: [true, false])
    func suspended(canResume: Bool) throws {
        var options = FaultOptions()
        (options.suspendAt, options.suspendFor, options.canResume) = (100, 200, canResume)
        let device = try FaultDevice(hearing: Self.sound, options)
        let capture = ALSACapture(device)
        _ = try capture.open()
        let take = capture.take(frames: 9600)
        guard case .resumed(let lost)? = take.events.first?.what else {
            Issue.record("not resumed: \(take.events)")
            return
        }
        #expect(lost > 8_000 && take.sound.count == 9600, "\(lost)")
        #expect(device.state.suspends == 1)
    }

    @Test("suspension of playback", arguments: [true, false])
    func suspendedPlayback(canResume: Bool) throws {
        var options = FaultOptions()
        (options.suspendAt, options.suspendFor, options.canResume) = (100, 200, canResume)
        let device = try FaultDevice(options)
        let playback = ALSAPlayback(device)
        _ = try playback.open()
        let events = playback.play(Counting.sound(frames: 24_000))
        playback.close()
        #expect(events.contains { if case .resumed = $0.what { true } else { false } }, "\(events)")
        #expect(device.heard.last == Counting.sound(frames: 24_000).last)
    }

    @Test("unplugging, however it looks", arguments: [true, false], [Int32(19), 2])
    func unplugged(looksLikeXrun: Bool, openError: Int32) throws {
        var options = FaultOptions()
        (options.unplugsAsXrun, options.unplugError) = (looksLikeXrun, openError)
        let device = try FaultDevice(hearing: Self.sound, options)
        let capture = ALSACapture(device)
        let shape = try capture.open()
        _ = capture.take(frames: 2400)
        device.set(.unplugged)
        let take = capture.take(frames: 48_000, seconds: 2)
        #expect(take.events.map(\.what) == [.gone(.unplugged)])
        capture.close()
        let error = #expect(throws: AudioError.self) { try capture.open() }
        #expect(error?.kind == .unavailable)
        device.set(.unplugged, false)
        #expect(try capture.open() == shape)
        #expect(capture.take(frames: 2400).sound.count == 2400)
    }

    @Test("unplugging of playback", arguments: [true, false])
    func unpluggedPlayback(looksLikeXrun: Bool) throws {
        var options = FaultOptions()
        (options.unplugsAsXrun, options.unplugAt, options.unplugFor) = (looksLikeXrun, 100, 200)
        let device = try FaultDevice(options)
        let playback = ALSAPlayback(device)
        _ = try playback.open()
        let events = playback.play(Counting.sound(frames: 48_000))
        #expect(events.last?.what == .gone(.unplugged))
        let begin = MonotonicTime.now()
        playback.close()
        #expect(MonotonicTime.now() - begin < 500_000_000)
        #expect(throws: AudioError.self) { try playback.open() }
        pause(milliseconds: 250)
        _ = try playback.open()
        #expect(playback.play(Counting.sound(frames: 2400)).isEmpty)
    }

    @Test("a device that stands still is given up")
    func stalled() throws {
        let device = try FaultDevice(hearing: Self.sound)
        let speaker = try FaultDevice()
        let (capture, playback) = (ALSACapture(device), ALSAPlayback(speaker))
        _ = try capture.open()
        _ = try playback.open()
        playback.play(Counting.sound(frames: 23_000))
        device.set(.stalled)
        speaker.set(.stalled)
        let take = capture.take(frames: 480_000, seconds: 9)
        #expect(take.events.last?.what == .gone(.stalled))
        #expect(playback.play(Counting.sound(frames: 48_000), seconds: 9).last?.what == .gone(.stalled))
    }

    @Test("a closed device")
    func closed() throws {
        let capture = ALSACapture(try FaultDevice(hearing: Self.sound))
        let playback = ALSAPlayback(try FaultDevice())
        var block = Samples(repeating: 0, count: 16)
        #expect(capture.read(into: &block, frames: 16, timeoutMilliseconds: 1) == .gone(.failing))
        #expect(playback.write(block, from: 0, frames: 16) == .gone(.failing))
        #expect(capture.pending() == 0 && playback.delay() == 0)
        capture.close()
        playback.close()
        let begin = MonotonicTime.now()
        capture.waitForReturn(timeoutMilliseconds: 30)
        #expect(MonotonicTime.now() - begin >= 0)
    }

    @Test("the delay counts buffer and converter")
    func delay() throws {
        var options = FaultOptions()
        options.delayFrames = 1000
        let fault = try Measurement.fault {
            let playback = ALSAPlayback(try FaultDevice(options))
            let shape = try playback.open()
            playback.play(Counting.sound(frames: 2400))
            let early = playback.delay()
            pause(milliseconds: 10)
            let later = playback.delay()
            #expect(early <= 3400 && later <= early && shape.bufferFrames >= 2400)
            return early > 1000 && later < early ? nil : "\(early), then \(later)"
        }
        #expect(fault == nil)
    }
}
