import AudioIO
import Engine
import RealTime
import Suppression
import Testing

/// An engine that passes sound as it is, on ordinary threads.
enum PassingEngine {
    static let format = StreamFormat(sampleRate: 48_000, channels: 1)
    static let settings = LiveSettings(marginSeconds: 0.1, priority: nil, locksMemory: false)

    /// An engine that passes sound from one device to the other.
    static func start(_ capture: any CaptureDevice, _ playback: any PlaybackDevice) throws -> LiveEngine {
        LiveEngine(
            from: capture,
            shape: try capture.open(),
            to: playback,
            shape: try playback.open(),
            lane: try bypass(),
            settings: settings
        )
    }

    /// A lane that changes nothing.
    static func bypass() throws -> Lane {
        var cleaning = DenoiserSettings()
        cleaning.engine = .bypass
        return try Lane(cleaning, format: format)
    }

    /// Waits until the engine has ended, and expects that it does.
    static func waitForEnd(_ engine: LiveEngine) {
        let deadline = MonotonicTime.now() + 10_000_000_000
        while !engine.hasEnded, MonotonicTime.now() < deadline { pause() }
        #expect(engine.hasEnded)
    }

    /// A moment for the other threads.
    static func pause() { MonotonicTime.sleep(until: MonotonicTime.now() + 5_000_000) }
}
