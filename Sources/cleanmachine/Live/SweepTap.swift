import AudioIO
import Engine
import Glibc
import RealTime

// Unchecked: the capture thread alone uses it until the engine has ended; `isFull` is a flag.
/// A capture device that is heard only by a measurement: the engine gets a sweep instead, and what the device then
/// captures tells how long the sweep took through the engine, the playback device and back.
final class SweepTap: CaptureDevice, @unchecked Sendable {
    /// How long is listened.
    static let seconds = 4.0
    private static let startSeconds = 1.0
    private static let sweepSeconds = 0.1
    private let device: any CaptureDevice
    private let channels: Int
    private let rate: Double
    private let sweep: [Float]
    private let sweepStart: Int
    private var recording: Samples
    private var recorded = 0
    private let full = AtomicFlag()

    /// Taps an open device of the given shape.
    init(_ device: any CaptureDevice, shape: DeviceShape) {
        self.device = device
        channels = shape.format.channels
        rate = Double(shape.format.sampleRate)
        let count = Int(Self.sweepSeconds * rate)
        sweepStart = Int(Self.startSeconds * rate)
        recording = Samples(repeating: 0, count: Int(Self.seconds * rate))
        sweep = (0..<count).map { [rate] index in
            // From 300 Hz to 3 kHz under a Hann window: one clear peak in the correlation, bearable to hear.
            let time = Double(index) / rate
            let phase = 2 * Double.pi * (300 * time + 0.5 * 2700 / Self.sweepSeconds * time * time)
            let window = 0.5 - 0.5 * cos(2 * Double.pi * Double(index) / Double(count))
            return Float(0.5 * window * sin(phase))
        }
    }

    var name: String { device.name }
    var hasClock: Bool { device.hasClock }
    /// Whether enough was heard.
    var isFull: Bool { full.isSet }

    /// What the measurement came to, beside what was `planned`.
    ///
    /// - Throws: `Failure` 69 when the sweep was not heard again.
    func report(planned: LatencyBudget) throws -> String {
        guard let frames = delayFrames() else {
            throw Failure(
                status: 69,
                message:
                    "the sweep was not heard again within \(Self.seconds.decimals(0)) s: connect playback to "
                    + "capture (a cable, a loopback device, or the monitor of a null sink) and turn both up"
            )
        }
        let measured = 1000 * Double(frames) / rate
        return "measured \(measured.decimals(2)) ms from playback back to capture and through; "
            + "planned \(planned.totalMilliseconds.decimals(2)) ms, "
            + "so the devices add \((measured - planned.totalMilliseconds).decimals(2)) ms"
    }

    func open() throws(AudioError) -> DeviceShape { try device.open() }
    func close() { device.close() }
    func pending() -> Int { device.pending() }
    func waitForReturn(timeoutMilliseconds: Int) -> Bool {
        device.waitForReturn(timeoutMilliseconds: timeoutMilliseconds)
    }

    func read(into samples: inout Samples, frames: Int, timeoutMilliseconds: Int) -> Transfer {
        let transfer = device.read(into: &samples, frames: frames, timeoutMilliseconds: timeoutMilliseconds)
        guard case .frames(let count) = transfer else { return transfer }
        for frame in 0..<count {
            if recorded < recording.count { recording[recorded] = samples[frame * channels] }
            let place = recorded - sweepStart
            let value = sweep.indices.contains(place) ? sweep[place] : 0
            for channel in 0..<channels { samples[frame * channels + channel] = value }
            recorded += 1
        }
        if recorded >= recording.count { full.isSet = true }
        return transfer
    }

    /// The frames from giving the sweep to capturing it; nil when it was not heard.
    ///
    /// - Precondition: the engine has ended.
    private func delayFrames() -> Int? {
        var best: (place: Int, value: Float) = (0, 0)
        var energy: Float = 0
        let last = min(recorded, recording.count) - sweep.count
        guard last > sweepStart else { return nil }
        for place in sweepStart..<last {
            var sum: Float = 0
            for index in sweep.indices { sum += sweep[index] * recording[place + index] }
            if sum > best.value { best = (place, sum) }
        }
        for index in sweep.indices { energy += recording[best.place + index] * recording[best.place + index] }
        let reference = sweep.reduce(0) { $0 + $1 * $1 }
        // A true echo correlates almost fully; noise does not come near one half.
        guard best.value > 0.5 * (energy * reference).squareRoot(), best.value > 0 else { return nil }
        return best.place - sweepStart
    }
}
