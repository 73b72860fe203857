import Glibc
import TestDevices
import Testing

/// The program between two devices that the test makes fail.
enum FaultRun {
    /// What microphones hear.
    static let sound = Trace.sound(seconds: 40, seed: 5)

    /// The program between two new devices, once it has played `frames` frames.
    static func playing(frames: Int) throws -> (microphone: FaultDevice, speaker: FaultDevice, run: LiveRun) {
        let (microphone, speaker) = (try FaultDevice(hearing: sound), try FaultDevice())
        let run = try start(microphone, speaker)
        #expect(until { speaker.state.frames > frames }, "\(run.errors)")
        return (microphone, speaker, run)
    }

    /// Starts the program between two test devices.
    static func start(_ microphone: FaultDevice, _ speaker: FaultDevice, _ more: [String] = []) throws
        -> LiveRun
    {
        // A margin of three times the usual one: these tests are of faults, and not of what else the machine does.
        let options = ["--engine", "bypass", "--period", "5", "--margin", "60"]
        return try LiveRun(from: microphone, to: speaker, options + more)
    }

    /// Where what was heard from `from` to `to` came from.
    static func trace(_ microphone: FaultDevice, _ speaker: FaultDevice, from: Double, to: Double) -> Trace {
        Trace(
            of: sound,
            from: microphone.state,
            to: speaker.state,
            heard: speaker.heard,
            from: from,
            to: to
        )
    }

    /// The present on the speaker's timeline, in seconds.
    static func now(_ speaker: FaultDevice) -> Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec * 1_000_000_000 + time.tv_nsec - speaker.state.epochNanoseconds) * 1e-9
    }
}
