import ALSA
import AudioIO
import RealTime
import TestDevices

/// What a device gave, and what happened on the way.
struct Take {
    var sound: [Float] = []
    /// Everything but frames, with the number of samples that came before.
    var events: [(after: Int, what: Transfer)] = []
}

extension DeviceRequest {
    /// With a buffer that outlasts what a busy machine does to a test.
    static let patient = DeviceRequest(bufferSeconds: 0.5)
}

extension ALSACapture {
    convenience init(_ device: FaultDevice, _ request: DeviceRequest = .patient) {
        self.init(name: device.name, request: request)
    }

    /// Reads until `frames` frames have come, `isOver` says so, the device is gone, or `seconds` have passed.
    func take(
        frames: Int,
        channels: Int = 1,
        seconds: Double = 10,
        until isOver: (Take) -> Bool = { _ in false }
    ) -> Take {
        var take = Take()
        var block = Samples(repeating: 0, count: 4096 * channels)
        let deadline = MonotonicTime.now() + Int(seconds * 1e9)
        while take.sound.count < frames * channels, MonotonicTime.now() < deadline, !isOver(take) {
            let wanted = min(4096, frames - take.sound.count / channels)
            switch read(into: &block, frames: wanted, timeoutMilliseconds: 100) {
            case .frames(let count):
                for index in 0..<count * channels { take.sound.append(block[index]) }
            case let what:
                take.events.append((take.sound.count, what))
                if case .gone = what { return take }
            }
        }
        return take
    }
}

extension ALSAPlayback {
    convenience init(_ device: FaultDevice, _ request: DeviceRequest = .patient) {
        self.init(name: device.name, request: request)
    }

    /// Writes a sound as fast as the device takes it; gives what happened on the way.
    @discardableResult
    func play(_ sound: [Float], channels: Int = 1, seconds: Double = 10) -> [(after: Int, what: Transfer)] {
        let samples = Samples(sound)
        let frames = sound.count / channels
        var written = 0
        var events: [(Int, Transfer)] = []
        let deadline = MonotonicTime.now() + Int(seconds * 1e9)
        while written < frames, MonotonicTime.now() < deadline {
            switch write(samples, from: written, frames: frames - written) {
            case .frames(let count):
                written += count
                if count == 0 { MonotonicTime.sleep(until: MonotonicTime.now() + 2_000_000) }
            case let what:
                events.append((written, what))
                if case .gone = what { return events }
            }
        }
        return events
    }
}

/// A pause of the user's.
func pause(milliseconds: Int) {
    MonotonicTime.sleep(until: MonotonicTime.now() + milliseconds * 1_000_000)
}
