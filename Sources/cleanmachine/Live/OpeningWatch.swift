import AudioIO
import Glibc
import RealTime

/// Stands by while a device is opened: one behind a sound server that hangs never answers, and cannot be interrupted.
enum OpeningWatch {
    /// Opens `device`; says so when that takes long, and ends the program when it is to stop meanwhile.
    ///
    /// - Parameters:
    ///   - device: what is opened.
    ///   - stopDescriptor: becomes readable when the program is to stop.
    ///   - report: what is told before the program ends, of a run that has moved sound already.
    /// - Returns: what the device has granted.
    /// - Throws: when it cannot be had.
    /// - Precondition: nothing has been written that would be lost.
    static func open(
        _ device: any LiveDevice,
        stopDescriptor: Int32,
        orTell report: LiveReport? = nil
    ) throws(AudioError) -> DeviceShape {
        let answer = WakeUp()
        defer { answer.call() }
        _ = AudioThread(name: "cm-opening", priority: nil) { [name = device.name] in
            watch(name, stopDescriptor, report, until: answer)
        }
        return try device.open()
    }

    private static func watch(
        _ name: String,
        _ stopDescriptor: Int32,
        _ report: LiveReport?,
        until answer: WakeUp
    ) {
        let begin = MonotonicTime.now()
        var isTold = false
        while !answer.wait(nanoseconds: 50_000_000) {
            if StopSignals.isRaised(stopDescriptor) {
                // Whoever opens it may be through in a moment, and ends in its own way.
                if answer.wait(nanoseconds: 500_000_000) { return }
                StandardError.write("cleanmachine: \(name) does not answer; ending without it")
                try? report?.tell()
                fflush(nil)
                // Without the farewells of libraries, which would wait for the same server.
                _exit(0)
            }
            if !isTold, MonotonicTime.now() - begin > 3_000_000_000 {
                StandardError.write("cleanmachine: waiting for \(name), which does not answer")
                isTold = true
            }
        }
    }
}
