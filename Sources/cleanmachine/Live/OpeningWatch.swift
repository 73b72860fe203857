import AudioIO
import Glibc
import RealTime

/// Stands by while a device is opened: one behind a sound server that hangs never answers, and cannot be interrupted.
enum OpeningWatch {
    /// Opens `device`; says so when that takes long, and ends the program when it is to stop meanwhile.
    ///
    /// - Precondition: nothing has been written that would be lost.
    static func open(_ device: any LiveDevice, stopDescriptor: Int32) throws(AudioError) -> DeviceShape {
        let answer = WakeUp()
        defer { answer.call() }
        _ = AudioThread(name: "cm-opening", priority: nil) { [name = device.name] in
            watch(name, stopDescriptor, until: answer)
        }
        return try device.open()
    }

    private static func watch(_ name: String, _ stopDescriptor: Int32, until answer: WakeUp) {
        let begin = MonotonicTime.now()
        var isTold = false
        while !answer.wait(nanoseconds: 50_000_000) {
            if StopSignals.isRaised(stopDescriptor) {
                // Whoever opens it may be through in a moment, and ends in its own way.
                if answer.wait(nanoseconds: 500_000_000) { return }
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
